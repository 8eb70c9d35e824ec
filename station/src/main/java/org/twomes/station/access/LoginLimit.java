package org.twomes.station.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing: after a few failed logins in a row, an account, and an address, wait; longer with each failure. Nobody is
 * locked out for good.
 */
final class LoginLimit {
    /** Failures in a row that cost nothing: people mistype. */
    static final int FREE = 5;
    /** The first wait; each further failure doubles it. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    /** The longest wait; a supervisor is back within a coffee. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    /** Keys remembered; beyond, the least recently failed is forgotten. */
    static final int MOST_KEYS = 4096;

    /** Bytes of an IPv6 address that name its network; whoever has one has all addresses of it (RFC 6177, RFC 4291 2.5.4). */
    private static final int NETWORK_BYTES = 8;

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
    synchronized Duration wait(String key) {
        Failures known = failures.get(key);
        if (known == null || known.inARow() < FREE) {
            return Duration.ZERO;
        }
        int doublings = Math.min(known.inARow() - FREE, 16);
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

    /** For whom an address stands: an IPv4 address for itself, an IPv6 address for its /64. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int scope = address.indexOf('%');
        String plain = (scope < 0 ? address : address.substring(0, scope))
                .replace("[", "")
                .replace("]", "");
        try {
            // With a colon in it, it is never looked up.
            byte[] bytes = InetAddress.getByName(plain).getAddress();
            return bytes.length > NETWORK_BYTES
                    ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                    : HexFormat.of().formatHex(bytes);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
