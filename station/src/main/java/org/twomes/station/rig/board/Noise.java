package org.twomes.station.rig.board;

import java.io.ByteArrayOutputStream;
import java.util.function.LongSupplier;
import org.twomes.station.rig.FaultKind;
import org.twomes.station.rig.FaultScript;

/** One direction of a bad line: loses, doubles and flips bytes by chance, as a fault script says. */
final class Noise {
    /** One byte in a hundred: no block of 16 KB gets through. */
    private static final double ABOVE_LIMIT = 0.01;

    private static final double LONGS = 0x1p53;

    private final double lose;
    private final double twice;
    private final double flip;
    private final int cleanUpTo;
    private final int wholeUpTo;
    private final LongSupplier random;

    Noise(FaultScript faults, boolean toBoard, LongSupplier random) {
        this.lose = faults.rate(FaultKind.LOSE, toBoard);
        this.twice = faults.rate(FaultKind.DOUBLE, toBoard);
        this.flip = faults.rate(FaultKind.FLIP, toBoard);
        this.cleanUpTo =
                faults.figure(FaultKind.NOISE_ABOVE).map(Double::intValue).orElse(Integer.MAX_VALUE);
        this.wholeUpTo =
                faults.figure(FaultKind.LOSE_ABOVE).map(Double::intValue).orElse(Integer.MAX_VALUE);
        this.random = random;
    }

    byte[] damage(byte[] bytes, int baud) {
        double flips = baud > cleanUpTo ? Math.max(flip, ABOVE_LIMIT) : flip;
        double loses = baud > wholeUpTo ? Math.max(lose, ABOVE_LIMIT) : lose;
        if (loses == 0 && twice == 0 && flips == 0) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (byte b : bytes) {
            if (happens(loses)) {
                continue;
            }
            int sent = happens(flips) ? b ^ 1 << (random.getAsLong() & 7) : b;
            out.write(sent);
            if (happens(twice)) {
                out.write(sent);
            }
        }
        return out.toByteArray();
    }

    private boolean happens(double chance) {
        return chance > 0 && (random.getAsLong() >>> 11) / LONGS < chance;
    }
}
