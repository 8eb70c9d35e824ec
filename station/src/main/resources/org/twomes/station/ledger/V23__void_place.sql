-- Places of a sheet that never carry a label. Times are milliseconds since 1970 UTC.
CREATE TABLE void_place (
  sheet_id BIGINT NOT NULL REFERENCES sheet (id),
  position INTEGER NOT NULL,
  voided_by VARCHAR(128) NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (sheet_id, position)
);
