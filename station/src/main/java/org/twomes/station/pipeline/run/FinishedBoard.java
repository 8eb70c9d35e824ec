package org.twomes.station.pipeline.run;

import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LineParts;
import org.twomes.station.pipeline.slot.SlotState;

/** What a slot shows of a board that was finished before it was looked at: nothing is done to it. */
final class FinishedBoard {
    private final LineParts parts;
    private final SlotState.RunHandle slot;

    FinishedBoard(LineParts parts, SlotState.RunHandle slot) {
        this.parts = parts;
        this.slot = slot;
    }

    /** Ends the attempt in the ledger and in the slot. */
    void show(Admission.Finished finished, Optional<Long> attempt) {
        UnitRecord unit = finished.unit();
        slot.oldLabels(parts.ledger().sheets().dead(unit.mac()));
        String detail = unit.name().orElse(unit.mac()) + " was prepared at " + unit.changed();
        attempt.ifPresent(number -> parts.ledger()
                .units()
                .held(
                        number,
                        FailureRecord.of(
                                UnitState.CONNECTED,
                                new FaultException(
                                        finished.stayed() ? FaultCode.STAYED : FaultCode.ALREADY_PREPARED, detail)),
                        parts.clock().instant()));
        slot.unit(unit.id());
        if (!finished.stayed()) {
            parts.outcomes().alreadyPrepared(slot.board(), unit, detail, place(unit));
        } else if (unit.state() == UnitState.IDENTIFIED) {
            parts.outcomes().awaitingLabel(slot.board(), unit.id(), "");
        } else {
            parts.outcomes().asBefore(slot.board(), unit, place(unit));
        }
    }

    /** Looked up after whether it is due: the outbox or another station may have given it meanwhile. */
    private Optional<LabelPlace> place(UnitRecord unit) {
        if (parts.ledger().sheets().isDue(unit)) {
            return Optional.of(parts.labels().place(unit.id()));
        }
        return parts.ledger().units().unit(unit.id()).flatMap(UnitRecord::label);
    }
}
