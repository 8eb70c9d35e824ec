package org.twomes.station.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;

/** Notices a clock that was set back: what waits for a time of the old clock would wait too long, and the record's times lie. */
public final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    /** NTP corrects less than this by itself, a second at most for a leap second. */
    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Instant latest;
    private boolean behind;

    /** A watch on {@code clock}, which should not be earlier than {@code newest}, the newest time on record. */
    public ClockWatch(Clock clock, Optional<Instant> newest) {
        this.clock = clock;
        this.latest = newest.orElse(Instant.MIN);
    }

    /** A watch on {@code clock}, which should not be earlier than what the ledger saw change last. */
    public static ClockWatch since(Ledger ledger, Clock clock) {
        return new ClockWatch(
                clock,
                ledger.units().search(UnitQuery.newest(1)).stream()
                        .map(UnitRecord::changed)
                        .findFirst());
    }

    /** Calls {@code listener} each time the clock turns out to have been set back. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** Looks now; to be called every few seconds, by something that does not go by this clock. */
    public void look() {
        boolean stepped;
        synchronized (this) {
            Optional<Duration> gap = gap();
            stepped = gap.isPresent() && !behind;
            behind = gap.isPresent();
            if (stepped) {
                LOG.error("The clock was set back by {} s", gap.get().toSeconds());
            }
        }
        if (stepped) {
            listeners.forEach(Runnable::run);
        }
    }

    /** What is wrong with the clock, as part of a sentence; empty again once it is past the latest time seen. */
    public synchronized Optional<String> trouble() {
        return gap().map(gap -> "the clock is " + gap.toSeconds() + " s behind " + latest + ", which it showed before");
    }

    private Optional<Duration> gap() {
        Instant now = clock.instant();
        if (now.isAfter(latest)) {
            latest = now;
        }
        Duration gap = Duration.between(now, latest);
        return gap.compareTo(TOLERANCE) > 0 ? Optional.of(gap) : Optional.empty();
    }
}
