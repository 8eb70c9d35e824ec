package org.twomes.station.identity;

import java.util.random.RandomGenerator;
import org.twomes.station.common.Secret;

/** Makes activation tokens for boards: numbers of 32 bits, as the firmware's own are, of which none is too short. */
public final class TokenMint {
    /** The smallest number of the eight digits that the back office (v1) needs. */
    private static final long LEAST = 10_000_000L;

    /** Exclusive. */
    private static final long END = 1L << 32;

    private static final int DECIMAL = 10;

    private final RandomGenerator random;

    /** {@code random}: a secure one, but in tests. */
    public TokenMint(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A new token in decimal digits, each from 10^7 to 2^32 - 1 as likely as any other.
     *
     * @param leastDigits digits that it must have, 1 to 10
     */
    public Secret mint(int leastDigits) {
        long least = LEAST;
        while (Long.toString(least).length() < leastDigits) {
            least *= DECIMAL;
        }
        return Secret.of(Long.toString(random.nextLong(least, END)));
    }
}
