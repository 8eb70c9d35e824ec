-- Data that one board alone is given: serial numbers and rows of tables, each once in the fleet. A row without a MAC was given back.
CREATE TABLE unit_data (
  id ${id},
  source VARCHAR(200) NOT NULL,
  row_key VARCHAR(80) NOT NULL,
  number BIGINT,
  shown VARCHAR(200) NOT NULL,
  mac VARCHAR(17),
  station VARCHAR(128) NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (source, row_key)
);
CREATE UNIQUE INDEX unit_data_board ON unit_data (mac, source) WHERE mac IS NOT NULL;
CREATE INDEX unit_data_number ON unit_data (source, number);

-- What of it labels and lists show; never a secret.
CREATE TABLE unit_data_field (
  id ${id},
  unit_data_id BIGINT NOT NULL REFERENCES unit_data (id),
  position INTEGER NOT NULL,
  name VARCHAR(200) NOT NULL,
  content VARCHAR(4000) NOT NULL,
  UNIQUE (unit_data_id, position)
);
