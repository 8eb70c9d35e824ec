package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.twomes.station.config.LoaderSection;
import org.twomes.station.esp.LoaderSettings;
import org.twomes.station.esp.LoaderTimeouts;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LineParts;
import org.twomes.station.pipeline.slot.PoolPermit;
import org.twomes.station.pipeline.slot.SlotState;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** One attempt while it runs: what its stages share. */
public final class Attempt {
    private final LineParts parts;
    private final SlotState.RunHandle slot;
    private final RunCancellation limit;
    private final PoolPermit place;
    private final DetectedPort port;
    private final Bundle bundle;
    private final SerialLink link;
    private final Reset reset;
    private final long number;
    private final SlotRate rate;
    private UnitState towards = UnitState.CONNECTED;
    private Instant stageBegan;
    private Instant latest = Instant.MIN;
    private boolean first;
    private long row;
    /** MAC address of a board that had an earlier life. */
    private Optional<String> earlierLives = Optional.empty();

    private int startBaud;

    Attempt(
            LineParts parts,
            SlotState.RunHandle slot,
            RunCancellation limit,
            PoolPermit place,
            DetectedPort port,
            Bundle bundle,
            SerialLink link,
            Reset reset,
            long number) {
        this.parts = parts;
        this.slot = slot;
        this.limit = limit;
        this.place = place;
        this.port = port;
        this.bundle = bundle;
        this.link = link;
        this.reset = reset;
        this.number = number;
        this.rate = new SlotRate(parts, port);
        this.stageBegan = now();
    }

    /** A stage begins; from now on it is cut off after {@code deadline}. */
    void begin(UnitState towards, String activity, Duration deadline) {
        place.take();
        check();
        this.towards = towards;
        this.stageBegan = now();
        limit.within(deadline);
        slot.stage(towards, activity, 0);
    }

    /** The stage under way has done {@code done} of {@code total}; what a person was asked for is done. */
    void progress(String activity, long done, long total) {
        place.take();
        slot.stage(towards, activity, total <= 0 ? 0 : Math.min(1.0, (double) done / total));
    }

    /** Its state is about to be written to the ledger: not for a run that was given up. */
    void check() {
        if (limit.reason().isPresent()) {
            FaultCode code = limit.reason().get();
            throw new FaultException(code, code.sentence());
        }
    }

    /** The stage under way ended well: durable from here on. */
    void reached(UnitState state, String detail) {
        check();
        Instant now = now();
        parts.ledger().units().advance(number, state, detail, now);
        parts.metrics().stage(state.name(), true, Duration.between(stageBegan, now));
    }

    /** The board is known by its MAC: this unit. */
    void known(UnitRecord unit) {
        row = unit.id();
        slot.unit(row);
        first = unit.attempts() == 1;
        earlierLives = unit.life() > 1 ? Optional.of(unit.mac()) : Optional.empty();
    }

    /** The flash is going to be erased: labels of the board's earlier lives are not valid any more, durable from here on. */
    void erasing() {
        check();
        if (earlierLives.isPresent()) {
            parts.ledger().units().erasing(number, now());
            slot.oldLabels(parts.ledger().sheets().dead(earlierLives.get()));
        }
    }

    /** Row of the unit, once the board is known. */
    long unit() {
        return row;
    }

    /** Whether it is known to be the unit's first. */
    boolean first() {
        return first;
    }

    void note(String text) {
        parts.ledger().units().note(number, text, now());
    }

    /** The transfers run at {@code baud}: shown. */
    void baud(int baud, boolean fellBack) {
        slot.baud(baud, fellBack || baud < rate.highest());
        if (fellBack) {
            note("fell back to " + baud + " baud");
        }
    }

    /** The board is proven, at {@code baud} in the end: remembered for the slot's next board. */
    void carried(int baud) {
        rate.carried(startBaud, baud, now())
                .ifPresent(higher -> note(SlotRate.CLEAN_BOARDS + " boards in a row were clean at " + startBaud
                        + " baud: the next begins at " + higher));
    }

    /** How the loader is to be talked to: from the rate that last worked in this slot. */
    LoaderSettings loaderSettings() {
        LoaderSection loader = parts.config().loader();
        startBaud = rate.start();
        return new LoaderSettings(
                loader.stub() == LoaderSection.StubChoice.AUTO,
                startBaud,
                loader.ladder(),
                loader.connectAttempts(),
                LoaderTimeouts.SETTLED,
                parts.config().flash().bytes());
    }

    LineParts parts() {
        return parts;
    }

    SlotState.RunHandle slot() {
        return slot;
    }

    RunCancellation limit() {
        return limit;
    }

    DetectedPort port() {
        return port;
    }

    Bundle bundle() {
        return bundle;
    }

    SerialLink link() {
        return link;
    }

    Reset reset() {
        return reset;
    }

    long number() {
        return number;
    }

    UnitState towards() {
        return towards;
    }

    Instant stageBegan() {
        return stageBegan;
    }

    /** The time, never earlier than it was told before: a clock that is set back must not turn the stages' order round. */
    Instant now() {
        Instant now = parts.clock().instant();
        if (now.isBefore(latest)) {
            return latest;
        }
        latest = now;
        return now;
    }
}
