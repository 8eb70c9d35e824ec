package org.twomes.station.port;

import java.time.Duration;

/** Waits for a span of time; given to whatever must wait, so that tests own the clock. */
@FunctionalInterface
public interface Sleeper {
    /** Waits for {@code span}. */
    void sleep(Duration span) throws InterruptedException;

    /** The one that really waits. */
    static Sleeper real() {
        return span -> Thread.sleep(span.toMillis(), span.toNanosPart() % 1_000_000);
    }
}
