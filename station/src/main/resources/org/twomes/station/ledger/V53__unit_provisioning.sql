-- What the firmware's own QR payload says beside name and token; empty where it said nothing, and before this column.
ALTER TABLE unit ADD COLUMN transport VARCHAR(8);
ALTER TABLE unit ADD COLUMN security INTEGER;
