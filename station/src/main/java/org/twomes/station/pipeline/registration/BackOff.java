package org.twomes.station.pipeline.registration;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before something is tried again: twice as long each time, a part of it left to chance.
 *
 * @param first the wait after the first try
 * @param most the longest wait
 * @param random 0 (inclusive) to 1
 */
public record BackOff(Duration first, Duration most, DoubleSupplier random) {
    /** Largest part of a wait that is left to chance, so that many stations do not call in step. */
    private static final double JITTER = 0.5;

    /** Doublings after which any wait is longer than the longest; keeps the figure finite. */
    private static final int MOST_DOUBLINGS = 30;

    /** The wait after {@code tries} tries in vain. */
    public Duration after(int tries) {
        double wait = Math.min(most.toMillis(), first.toMillis() * Math.pow(2, Math.min(tries, MOST_DOUBLINGS)));
        return Duration.ofMillis(Math.round(wait * (1 - JITTER * random.getAsDouble())));
    }
}
