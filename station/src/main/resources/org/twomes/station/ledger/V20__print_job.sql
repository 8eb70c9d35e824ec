-- One row for each sheet that is to go to a printer. Times are milliseconds since 1970 UTC.
CREATE TABLE print_job (
  sheet_id BIGINT PRIMARY KEY REFERENCES sheet (id),
  state VARCHAR(16) NOT NULL,
  job VARCHAR(128) NOT NULL,
  detail TEXT NOT NULL,
  changed BIGINT NOT NULL
);
CREATE INDEX print_job_state ON print_job (state);
