package org.twomes.station.access;

import java.time.Duration;
import java.time.Instant;

/** Lets so many through at once, and then so many in each period. Not safe for threads. */
final class TokenBucket {
    private final int most;
    private final double perMilli;
    private double tokens;
    private Instant filled;

    /** {@code most} at once, and as many in each {@code period}. */
    TokenBucket(int most, Duration period, Instant now) {
        this.most = most;
        this.perMilli = (double) most / period.toMillis();
        this.tokens = most;
        this.filled = now;
    }

    /** Whether one may go through now; nothing is taken. */
    boolean has(Instant now) {
        // A clock that was set back fills nothing.
        if (now.isAfter(filled)) {
            tokens = Math.min(
                    most, tokens + perMilli * Duration.between(filled, now).toMillis());
        }
        filled = now;
        return tokens >= 1;
    }

    /** Takes one, after {@link #has}. */
    void take() {
        tokens--;
    }
}
