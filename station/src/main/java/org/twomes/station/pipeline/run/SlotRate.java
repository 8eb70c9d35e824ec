package org.twomes.station.pipeline.run;

import java.time.Instant;
import java.util.Optional;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.PortsSection;
import org.twomes.station.ledger.SlotBaud;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.SlotNames;

/**
 * The rate at which a slot's next board begins. Only a board that was proven tells of the line: it falls to the rate that carried
 * such a board, and rises by one rung after some that were clean, as a cable may have been replaced.
 */
final class SlotRate {
    /** Clean boards in a row before the next rung up is tried: a line that is still noisy then costs one board in so many some seconds. */
    static final int CLEAN_BOARDS = 10;

    private final LiveConfig live;
    private final UnitLedger units;
    private final DetectedPort port;

    SlotRate(LiveConfig live, UnitLedger units, DetectedPort port) {
        this.live = live;
        this.units = units;
        this.port = port;
    }

    /** The rate in baud that is configured for the slot. */
    int highest() {
        return new SlotNames(live.now().ports())
                .slot(port.slotPath())
                .flatMap(PortsSection.Slot::baud)
                .orElse(live.now().loader().baud());
    }

    /** The rate in baud to begin with. */
    int start() {
        return known().baud();
    }

    /**
     * A board was proven that began at {@code start} and ended at {@code baud}.
     *
     * @return the higher rate at which the next board begins, if it does
     */
    Optional<Integer> carried(int start, int baud, Instant at) {
        if (baud < start) {
            remember(new SlotBaud(baud, 0), at);
            return Optional.empty();
        }
        if (start >= highest()) {
            return Optional.empty();
        }
        int clean = known().clean() + 1;
        if (clean < CLEAN_BOARDS) {
            remember(new SlotBaud(start, clean), at);
            return Optional.empty();
        }
        int higher = above(start);
        remember(new SlotBaud(higher, 0), at);
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
        return units.slotBaud(station, port.slotPath())
                .or(() -> {
                    // What was learnt while the place was known by the number of its bus; of this place only now.
                    units.slotBaudMoved(station, port.busPath(), port.slotPath());
                    return units.slotBaud(station, port.slotPath());
                })
                .filter(known -> known.baud() < highest)
                .orElse(new SlotBaud(highest, 0));
    }

    private void remember(SlotBaud known, Instant at) {
        units.slotBaud(live.now().station().name(), port.slotPath(), known, at);
    }
}
