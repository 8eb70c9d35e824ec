-- Boards in a row that were proven at the slot's rate: enough of them let a higher one be tried.
ALTER TABLE slot_baud ADD COLUMN clean INTEGER NOT NULL DEFAULT 0;
