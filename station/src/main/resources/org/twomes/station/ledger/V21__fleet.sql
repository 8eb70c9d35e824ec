-- Who let a unit be prepared though the back office knew its name.
ALTER TABLE unit ADD COLUMN approved_by VARCHAR(128);
-- The station that makes a sheet's PDF once its own station is dead; NULL while that is its own.
ALTER TABLE sheet ADD COLUMN taken_over_by VARCHAR(128);

DROP INDEX unit_name;
CREATE INDEX unit_name ON unit (LOWER(name));
CREATE INDEX attempt_done ON attempt (bundle_sha256, id) WHERE state IN ('IDENTIFIED', 'REGISTERED', 'LABELLED');
CREATE INDEX sheet_state ON sheet (state, station);
CREATE INDEX sheet_station ON sheet (station);
