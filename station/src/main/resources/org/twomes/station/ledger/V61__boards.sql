-- The first attempt of the plugging that this attempt belongs to; NULL where that was not kept: then each is a plugging of its own.
ALTER TABLE attempt ADD COLUMN plugging BIGINT;
-- What the loader said, kept even where the attempt ended before it had a unit.
ALTER TABLE attempt ADD COLUMN mac VARCHAR(17);
-- The name that the device's family derives from the MAC, known before the board says its own.
ALTER TABLE attempt ADD COLUMN name VARCHAR(64);
-- When it reached IDENTIFIED. Milliseconds since 1970 UTC.
ALTER TABLE attempt ADD COLUMN identified BIGINT;

UPDATE attempt SET mac = (SELECT u.mac FROM unit u WHERE u.id = attempt.unit_id) WHERE unit_id IS NOT NULL;
UPDATE attempt SET identified = (SELECT MIN(t.at) FROM transition t WHERE t.attempt_id = attempt.id AND t.state = 'IDENTIFIED')
  WHERE state IN ('IDENTIFIED', 'REGISTERED', 'LABELLED');

-- Figures are of the attempts that began in a stretch of time.
CREATE INDEX attempt_began ON attempt (began);
