package org.twomes.station.pipeline.run;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.PortsSection;
import org.twomes.station.ledger.SlotBaud;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.port.AdapterRates;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.SlotNames;

/**
 * The rate at which a slot's next board begins. Only a board that was proven tells of the line: it falls to the rate that carried
 * such a board, and rises by one rung after some that were clean, as a cable may have been replaced. Where each slot finds its own
 * rate, the second board tries the most that the adapter is known to carry, and falls within its own connecting to what it does.
 */
final class SlotRate {
    /** Clean boards in a row before the next rung up is tried: a line that is still noisy then costs one board in so many some seconds. */
    static final int CLEAN_BOARDS = 10;

    /** The first board's rate where a slot finds its own: what nearly every adapter and cable carries. */
    static final int FIRST = 921_600;

    private final LiveConfig live;
    private final UnitLedger units;
    private final DetectedPort port;

    SlotRate(LiveConfig live, UnitLedger units, DetectedPort port) {
        this.live = live;
        this.units = units;
        this.port = port;
    }

    /** The rate in baud that is configured for the slot; empty where it finds its own. */
    private OptionalInt fixed() {
        return new SlotNames(live.now().ports())
                .slot(port.slotPath())
                .flatMap(PortsSection.Slot::baud)
                .map(OptionalInt::of)
                .orElse(live.now().loader().baud().fixed());
    }

    /** The highest rate in baud that is used. */
    int highest() {
        return fixed().orElseGet(() -> AdapterRates.of(port).most());
    }

    /** The rate in baud to begin with. */
    int start() {
        return known().baud();
    }

    /** The highest rate in baud that the line is known to carry. */
    int proven() {
        SlotBaud known = known();
        return fixed().isPresent() ? known.baud() : Math.max(known.proven(), Math.min(FIRST, highest()));
    }

    /** Why transfers run at {@code baud}, in a few words. */
    String reason(int baud) {
        if (fixed().isPresent()) {
            return baud >= highest() ? "as configured" : highest() + " baud failed";
        }
        AdapterRates.Known adapter = AdapterRates.of(port);
        if (baud >= adapter.most()) {
            return adapter.chip().isEmpty() ? "the most that is tried" : "the most of a " + adapter.chip();
        }
        SlotBaud known = known();
        int refused = baud < known.baud() ? known.baud() : known.refused();
        return refused > baud ? refused + " baud failed" : "the slot's first board";
    }

    /**
     * A board was proven that began at {@code start} and ended at {@code baud}.
     *
     * @return the higher rate at which the next board begins, if it does
     */
    Optional<Integer> carried(int start, int baud, Instant at) {
        if (baud < start) {
            remember(new SlotBaud(baud, 0, baud, start), at);
            return Optional.empty();
        }
        if (start >= highest()) {
            if (fixed().isEmpty() && known().proven() < start) {
                remember(SlotBaud.carrying(start, 0), at);
            }
            return Optional.empty();
        }
        SlotBaud known = known();
        int clean = known.clean() + 1;
        boolean neverTried = fixed().isEmpty() && known.refused() == 0;
        if (!neverTried && clean < CLEAN_BOARDS) {
            remember(new SlotBaud(start, clean, start, known.refused()), at);
            return Optional.empty();
        }
        int higher = neverTried ? highest() : above(start);
        remember(new SlotBaud(higher, 0, start, known.refused()), at);
        return Optional.of(higher);
    }

    private int above(int rate) {
        int highest = highest();
        return live.now().loader().ladder().stream()
                .filter(rung -> rung > rate)
                .mapToInt(rung -> Math.min(rung, highest))
                .min()
                .orElse(highest);
    }

    private SlotBaud known() {
        int highest = highest();
        String station = live.now().station().name();
        Optional<SlotBaud> remembered = units.slotBaud(station, port.slotPath()).or(() -> {
            // What was learnt while the place was known by the number of its bus; of this place only now.
            units.slotBaudMoved(station, port.busPath(), port.slotPath());
            return units.slotBaud(station, port.slotPath());
        });
        if (fixed().isPresent()) {
            return remembered.filter(known -> known.baud() < highest).orElse(SlotBaud.carrying(highest, 0));
        }
        return remembered
                .map(known -> known.baud() <= highest
                        ? known
                        : new SlotBaud(highest, known.clean(), Math.min(highest, known.proven()), known.refused()))
                .orElse(new SlotBaud(Math.min(FIRST, highest), 0, 0, 0));
    }

    private void remember(SlotBaud known, Instant at) {
        units.slotBaud(live.now().station().name(), port.slotPath(), known, at);
    }
}
