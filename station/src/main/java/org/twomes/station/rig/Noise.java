package org.twomes.station.rig;

import java.io.ByteArrayOutputStream;
import java.util.function.LongSupplier;

/** A bad line: loses and flips bytes by chance, as a fault script says. */
final class Noise {
    /** One byte in a hundred: no block of 16 KB gets through. */
    private static final double ABOVE_LIMIT = 0.01;

    private static final double LONGS = 0x1p53;

    private final double lose;
    private final double flip;
    private final int cleanUpTo;
    private final LongSupplier random;

    Noise(FaultScript faults, LongSupplier random) {
        this.lose = faults.figure("lose").orElse(0.0);
        this.flip = faults.figure("flip").orElse(0.0);
        this.cleanUpTo = faults.figure("noise-above").map(Double::intValue).orElse(Integer.MAX_VALUE);
        this.random = random;
    }

    byte[] damage(byte[] bytes, int baud) {
        double flips = baud > cleanUpTo ? Math.max(flip, ABOVE_LIMIT) : flip;
        if (lose == 0 && flips == 0) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (byte b : bytes) {
            if (chance() >= lose) {
                out.write(chance() < flips ? b ^ 1 << (random.getAsLong() & 7) : b);
            }
        }
        return out.toByteArray();
    }

    private double chance() {
        return (random.getAsLong() >>> 11) / LONGS;
    }
}
