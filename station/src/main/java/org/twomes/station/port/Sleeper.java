package org.twomes.station.port;

import java.time.Duration;

/** Sleeps; a parameter of classes that sleep, so that tests control time. */
@FunctionalInterface
public interface Sleeper {
    /** Sleeps for {@code span}. */
    void sleep(Duration span) throws InterruptedException;

    /** The sleeper on the system's clock. */
    static Sleeper real() {
        return span -> Thread.sleep(span.toMillis(), span.toNanosPart() % 1_000_000);
    }
}
