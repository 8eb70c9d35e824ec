package org.twomes.station.ledger.sql;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;

/** A row of the table of attempts, before its transitions and notes are read. */
record AttemptRow(
        long id,
        Optional<Long> unitId,
        Optional<String> mac,
        int ordinal,
        @Nested AttemptRecord.Work work,
        UnitState state,
        @Nested("failure_") Optional<Failure> failure,
        String bootLog) {
    AttemptRecord with(List<AttemptRecord.Transition> transitions, List<AttemptRecord.Note> notes) {
        return new AttemptRecord(
                id, unitId, mac, ordinal, work, state, failure, new AttemptRecord.History(transitions, notes, bootLog));
    }
}
