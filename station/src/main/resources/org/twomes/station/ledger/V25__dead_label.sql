-- VALID, VOID (its sheet was still open: it is not printed) or DEAD (it may be on paper: it has to be thrown away).
ALTER TABLE label ADD COLUMN state VARCHAR(8) NOT NULL DEFAULT 'VALID';
-- When a later preparation of the same board began to erase it: its token is gone, so it gets no label any more.
ALTER TABLE unit ADD COLUMN superseded BIGINT;

-- Boards that an earlier version prepared again: what they were before has no valid label.
UPDATE unit SET superseded = (SELECT MIN(later.created) FROM unit later WHERE later.mac = unit.mac
    AND later.life > unit.life)
  WHERE EXISTS (SELECT 1 FROM unit later WHERE later.mac = unit.mac AND later.life > unit.life
    AND (later.state IN ('PROGRAMMED', 'VERIFIED', 'IDENTIFIED', 'REGISTERED', 'LABELLED')
      OR later.failure_stage IN ('PROGRAMMED', 'VERIFIED', 'IDENTIFIED', 'REGISTERED', 'LABELLED')));
UPDATE label SET state = CASE WHEN (SELECT s.state FROM sheet s WHERE s.id = label.sheet_id) = 'OPEN'
    THEN 'VOID' ELSE 'DEAD' END
  WHERE unit_id IN (SELECT id FROM unit WHERE superseded IS NOT NULL);
CREATE INDEX unit_mac_superseded ON unit (mac) WHERE superseded IS NOT NULL;
