package org.twomes.station.pipeline.run;

import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.UnitOutcomes;
import org.twomes.station.pipeline.slot.SlotState;

/** What a slot shows of a board that was finished before it was looked at: nothing is done to it. */
final class FinishedBoard {
    private final Ledger ledger;
    private final LabelService labels;
    private final UnitOutcomes outcomes;

    FinishedBoard(Ledger ledger, LabelService labels, UnitOutcomes outcomes) {
        this.ledger = ledger;
        this.labels = labels;
        this.outcomes = outcomes;
    }

    /** Ends the attempt in the ledger and in the slot. */
    void show(Admission.Finished finished, AttemptJournal attempt, SlotState.RunHandle slot) {
        UnitRecord unit = finished.unit();
        slot.oldLabels(ledger.sheets().dead(unit.mac()));
        String detail = unit.name().orElse(unit.mac()) + " was prepared at " + unit.changed();
        FaultCode code = finished.stayed() ? FaultCode.STAYED : FaultCode.ALREADY_PREPARED;
        attempt.held(new FaultException(code, detail));
        slot.unit(unit.id());
        if (!finished.stayed()) {
            outcomes.alreadyPrepared(slot.board(), unit, detail, place(unit));
        } else if (unit.state() == UnitState.IDENTIFIED) {
            outcomes.awaitingLabel(slot.board(), unit.id(), "");
        } else {
            outcomes.asBefore(slot.board(), unit, place(unit));
        }
    }

    /** Looked up after whether it is due: the outbox or another station may have given it meanwhile. */
    private Optional<LabelPlace> place(UnitRecord unit) {
        if (ledger.sheets().isDue(unit)) {
            return Optional.of(labels.place(unit.id()));
        }
        return ledger.units().unit(unit.id()).flatMap(UnitRecord::label);
    }
}
