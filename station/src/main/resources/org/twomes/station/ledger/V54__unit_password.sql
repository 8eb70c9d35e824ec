-- The password in the firmware's own QR payload, encrypted as tokens are.
ALTER TABLE unit ADD COLUMN password ${bytes};
