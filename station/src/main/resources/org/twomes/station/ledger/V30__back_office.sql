-- Address of the back office that confirmed a registration; NULL where that was not kept.
ALTER TABLE outbox ADD COLUMN back_office VARCHAR(1024);
