package org.twomes.station.unitdata;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.twomes.station.config.UnitDataSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.UnitDataLedger;

/** Gives each board its data: the same whenever it is prepared, and to no other board of the fleet. */
public final class UnitDataStock {
    /** So many and fewer are announced. */
    public static final int FEW = 50;

    private final UnitDataSource source;
    private final UnitDataLedger ledger;
    private final String station;
    private final Clock clock;

    /** What {@code settings} name, for boards of {@code station}. */
    public UnitDataStock(UnitDataSection settings, UnitDataLedger ledger, String station, Clock clock) {
        this.source = UnitDataSource.of(settings);
        this.ledger = ledger;
        this.station = station;
        this.clock = clock;
    }

    /**
     * What the board with this MAC address has; durable in the ledger when this returns.
     *
     * @param attempt in which it is noted
     * @throws FaultException NO_UNIT_DATA when nothing is left, UNIT_DATA_UNREADABLE when the table cannot be read, or UNIT_DATA_GONE when
     *     the table has the board's row no more
     */
    public UnitData give(long attempt, String mac) {
        Optional<GivenData> before = ledger.given(source.name(), mac);
        if (before.isPresent()) {
            return again(before.get());
        }
        boolean afresh = false;
        while (true) {
            // What another station's board gave back meanwhile shows only when the ledger is asked.
            UnitData next = source.next(ledger, afresh)
                    .or(() -> source.next(ledger, true))
                    .orElseThrow(this::none);
            Optional<GivenData> given = ledger.give(
                    attempt,
                    new GivenData(
                            source.name(), next.rowKey(), next.number(), next.shown(), mac, station, clock.instant()),
                    next.fields());
            if (given.isPresent()) {
                return given.get().rowKey().equals(next.rowKey()) ? next : again(given.get());
            }
            // Another station was quicker.
            afresh = true;
        }
    }

    private UnitData again(GivenData before) {
        return source.row(before.rowKey())
                .orElseThrow(() -> new FaultException(
                        FaultCode.UNIT_DATA_GONE,
                        source.shown() + " has no more the row that this board was given (" + before.shown()
                                + "): put it back, or give it back: station data release " + before.mac()));
    }

    private FaultException none() {
        return new FaultException(FaultCode.NO_UNIT_DATA, "nothing is left of " + source.shown());
    }

    /** Whether a board that has none can be given something now. */
    public boolean available() {
        try {
            OptionalLong left = source.left(ledger);
            return left.isEmpty() || left.getAsLong() > 0;
        } catch (FaultException e) {
            return false;
        }
    }

    /** What is wrong, so that no new board can be prepared; empty when nothing is. */
    public Optional<String> trouble() {
        try {
            OptionalLong left = source.left(ledger);
            return left.isPresent() && left.getAsLong() == 0
                    ? Optional.of("nothing is left of " + source.shown())
                    : Optional.empty();
        } catch (FaultException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** How many are left, once those are few; empty before. */
    public Optional<String> few() {
        try {
            OptionalLong left = source.left(ledger);
            return left.isPresent() && left.getAsLong() <= FEW && left.getAsLong() > 0
                    ? Optional.of(left.getAsLong() + " left of " + source.shown())
                    : Optional.empty();
        } catch (FaultException e) {
            return Optional.empty();
        }
    }
}
