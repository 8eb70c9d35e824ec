package org.twomes.station.pipeline;

import java.util.Optional;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

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
                        new StageFailure(finished.stayed() ? FailureCode.STAYED : FailureCode.ALREADY_PREPARED, detail)
                                .at(UnitState.CONNECTED),
                        parts.clock().instant()));
        if (finished.stayed()) {
            asItWas(unit);
        } else {
            slot.ended(
                    SlotPhase.HELD,
                    unit.state(),
                    "prepared already",
                    Optional.of(SlotView.Trouble.of(FailureCode.ALREADY_PREPARED, detail)),
                    place(unit));
        }
    }

    /** What the slot showed before the station stopped; nobody is asked about a board that nobody touched. */
    private void asItWas(UnitRecord unit) {
        if (unit.state() != UnitState.IDENTIFIED) {
            slot.ended(SlotPhase.DONE, unit.state(), "done", Optional.empty(), place(unit));
            return;
        }
        slot.ended(
                SlotPhase.REMOVE_ME,
                UnitState.IDENTIFIED,
                "done; remove me, the label follows",
                Optional.empty(),
                Optional.empty());
        // The outbox works meanwhile: a label that came before the slot showed the board was not told to it.
        parts.ledger()
                .units()
                .unit(unit.id())
                .filter(now -> now.state() == UnitState.REGISTERED || now.state() == UnitState.LABELLED)
                .ifPresent(this::asItWas);
    }

    /** Looked up after whether it is due: the outbox or another station may have given it meanwhile. */
    private Optional<LabelPlace> place(UnitRecord unit) {
        if (parts.ledger().sheets().due(unit.station()).contains(unit.id())) {
            return Optional.of(parts.labels().place(unit.id()));
        }
        return parts.ledger().units().unit(unit.id()).flatMap(UnitRecord::label);
    }
}
