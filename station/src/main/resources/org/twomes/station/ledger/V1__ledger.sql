-- Times are milliseconds since 1970 UTC. Flags are 0 or 1. ${id} and ${bytes} differ by database.
CREATE TABLE unit (
  id ${id},
  mac VARCHAR(17) NOT NULL,
  life INTEGER NOT NULL,
  name VARCHAR(64),
  device_type VARCHAR(128),
  state VARCHAR(16) NOT NULL,
  failure_stage VARCHAR(16),
  failure_code VARCHAR(64),
  failure_detail TEXT,
  failure_retryable INTEGER,
  station VARCHAR(128) NOT NULL,
  slot VARCHAR(128) NOT NULL,
  bundle VARCHAR(256) NOT NULL,
  bundle_sha256 VARCHAR(64) NOT NULL,
  attempts INTEGER NOT NULL,
  sticker INTEGER NOT NULL,
  token ${bytes},
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  UNIQUE (mac, life)
);
CREATE INDEX unit_name ON unit (name);
CREATE INDEX unit_changed ON unit (changed);
CREATE INDEX unit_state ON unit (state, station);

CREATE TABLE attempt (
  id ${id},
  unit_id BIGINT REFERENCES unit (id),
  ordinal INTEGER NOT NULL,
  station VARCHAR(128) NOT NULL,
  slot_path VARCHAR(256) NOT NULL,
  slot VARCHAR(128) NOT NULL,
  port VARCHAR(256) NOT NULL,
  bundle VARCHAR(256) NOT NULL,
  bundle_sha256 VARCHAR(64) NOT NULL,
  state VARCHAR(16) NOT NULL,
  ended INTEGER NOT NULL,
  failure_stage VARCHAR(16),
  failure_code VARCHAR(64),
  failure_detail TEXT,
  failure_retryable INTEGER,
  boot_log TEXT NOT NULL,
  began BIGINT NOT NULL,
  changed BIGINT NOT NULL
);
CREATE INDEX attempt_unit ON attempt (unit_id);
CREATE INDEX attempt_open ON attempt (station, ended);
CREATE INDEX attempt_changed ON attempt (changed);

CREATE TABLE transition (
  id ${id},
  attempt_id BIGINT NOT NULL REFERENCES attempt (id),
  state VARCHAR(16) NOT NULL,
  at BIGINT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX transition_attempt ON transition (attempt_id);

CREATE TABLE note (
  id ${id},
  attempt_id BIGINT NOT NULL REFERENCES attempt (id),
  at BIGINT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX note_attempt ON note (attempt_id);

CREATE TABLE approval (
  mac VARCHAR(17) PRIMARY KEY,
  approved_by VARCHAR(128) NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE slot_baud (
  station VARCHAR(128) NOT NULL,
  slot_path VARCHAR(256) NOT NULL,
  baud INTEGER NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (station, slot_path)
);

CREATE TABLE outbox (
  unit_id BIGINT PRIMARY KEY REFERENCES unit (id),
  state VARCHAR(16) NOT NULL,
  tries INTEGER NOT NULL,
  unanswered INTEGER NOT NULL,
  may_have_arrived INTEGER NOT NULL,
  next_at BIGINT NOT NULL,
  claimed_by VARCHAR(128),
  claimed_until BIGINT NOT NULL,
  since BIGINT NOT NULL,
  why TEXT NOT NULL,
  back_office_id VARCHAR(64)
);
CREATE INDEX outbox_due ON outbox (state, next_at);

CREATE TABLE sheet (
  id ${id},
  number VARCHAR(160) NOT NULL UNIQUE,
  station VARCHAR(128) NOT NULL,
  template VARCHAR(64) NOT NULL,
  capacity INTEGER NOT NULL,
  first_position INTEGER NOT NULL,
  next_position INTEGER NOT NULL,
  state VARCHAR(16) NOT NULL,
  file VARCHAR(256) NOT NULL,
  opened BIGINT NOT NULL,
  released BIGINT
);
CREATE UNIQUE INDEX sheet_one_open ON sheet (station) WHERE state = 'OPEN';

CREATE TABLE label (
  id ${id},
  sheet_id BIGINT NOT NULL REFERENCES sheet (id),
  position INTEGER NOT NULL,
  unit_id BIGINT NOT NULL UNIQUE REFERENCES unit (id),
  at BIGINT NOT NULL,
  reprints INTEGER NOT NULL,
  UNIQUE (sheet_id, position)
);

CREATE TABLE audit (
  id ${id},
  at BIGINT NOT NULL,
  who VARCHAR(128) NOT NULL,
  action VARCHAR(128) NOT NULL,
  object TEXT NOT NULL
);

CREATE TABLE setting (
  name VARCHAR(64) PRIMARY KEY,
  content TEXT NOT NULL
);
