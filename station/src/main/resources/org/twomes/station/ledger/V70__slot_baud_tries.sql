-- What a slot has found of its line: the rate that carried a board last, and the one that did not.
ALTER TABLE slot_baud ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;
ALTER TABLE slot_baud ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
