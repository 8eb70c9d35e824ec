package org.twomes.station.pipeline;

import java.util.Optional;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/**
 * What the outbox and the label desk say of a board whose run is over: the slot that still shows it, and that it waits for
 * this, tells of it.
 */
final class LaterNews implements PlaceListener {
    private final LineParts parts;
    private final Slots slots;

    LaterNews(LineParts parts, Slots slots) {
        this.parts = parts;
        this.slots = slots;
    }

    @Override
    public void placed(long unit, LabelPlace place, boolean fresh) {
        if (fresh) {
            parts.metrics().label();
            parts.finished(unit);
        }
        show(unit, SlotPhase.DONE, UnitState.LABELLED, "done", parts.hindrance(), Optional.of(place));
    }

    /** A unit (row) that was refused, or confirmed and needs no label. */
    void settled(long unit, Registrar.Result result) {
        if (result instanceof Registrar.Result.Refused refused) {
            show(
                    unit,
                    SlotPhase.HELD,
                    UnitState.REGISTERED,
                    "waits for the supervisor",
                    Optional.of(parts.refusal(unit, refused)),
                    Optional.empty());
        } else {
            parts.finished(unit);
            show(unit, SlotPhase.DONE, UnitState.REGISTERED, "done", parts.hindrance(), Optional.empty());
        }
    }

    private void show(
            long unit,
            SlotPhase how,
            UnitState reached,
            String words,
            Optional<SlotView.Trouble> why,
            Optional<LabelPlace> place) {
        Optional<String> mac = parts.ledger().units().unit(unit).map(UnitRecord::mac);
        mac.ifPresent(known -> slots.ended(
                slot -> slot.shows(known) && slot.phase() == SlotPhase.REMOVE_ME, how, reached, words, why, place));
    }
}
