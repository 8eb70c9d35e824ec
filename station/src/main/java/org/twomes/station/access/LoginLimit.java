package org.twomes.station.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing: after some failed logins in a row there is a wait, longer with each failure. Nobody is locked out for good.
 */
final class LoginLimit {
    /** Failures in a row that cost nothing, of a network, and of a name from one network: people mistype. */
    static final int FREE = 5;
    /** Failures in a row that cost nothing, of a name from all networks together: more than one network can cause within hours. */
    static final int FREE_BY_NAME = 50;
    /** The first wait; each further failure doubles it. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    /** The longest wait; a supervisor is back within a coffee. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    /** Keys remembered; beyond, the least recently failed is forgotten. */
    static final int MOST_KEYS = 4096;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private record Failures(int inARow, Instant last) {}

    LoginLimit(Clock clock) {
        this.clock = clock;
    }

    /** How long {@code key} has to wait before its next try; zero when it need not. */
    Duration wait(String key) {
        return wait(key, FREE);
    }

    /** As above, with another number of failures that cost nothing. */
    synchronized Duration wait(String key, int free) {
        Failures known = failures.get(key);
        if (known == null || known.inARow() < free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(known.inARow() - free, 16);
        Duration penalty = FIRST_WAIT.multipliedBy(1L << doublings);
        penalty = penalty.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : penalty;
        Duration left = Duration.between(clock.instant(), known.last().plus(penalty));
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(String key) {
        int before = failures.containsKey(key) ? failures.get(key).inARow() : 0;
        failures.put(key, new Failures(before + 1, clock.instant()));
    }

    synchronized void succeeded(String key) {
        failures.remove(key);
    }
}
