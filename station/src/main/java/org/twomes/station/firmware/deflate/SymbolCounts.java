package org.twomes.station.firmware.deflate;

/** How often each deflate symbol occurs in a stretch of steps, and what that costs in bits. */
final class SymbolCounts {
    private static final double LOG_2 = Math.log(2);
    /** Of a dynamic block's header: fixed part, and per symbol in use; typical of firmware. */
    private static final double HEADER_BITS = 60;

    private static final double HEADER_BITS_PER_SYMBOL = 2.3;

    final int[] literals = new int[DeflateCodes.LITERALS_AND_LENGTHS];
    final int[] distances = new int[DeflateCodes.DISTANCES];

    SymbolCounts() {
        literals[DeflateCodes.END_OF_BLOCK] = 1;
    }

    void literal(byte value) {
        literals[value & 0xFF]++;
    }

    void copy(int length, int distance) {
        literals[DeflateCodes.lengthSymbol(length)]++;
        distances[DeflateCodes.distanceSymbol(distance)]++;
    }

    SymbolCounts plus(SymbolCounts other) {
        SymbolCounts sum = new SymbolCounts();
        for (int i = 0; i < literals.length; i++) {
            sum.literals[i] = literals[i] + other.literals[i];
        }
        for (int i = 0; i < distances.length; i++) {
            sum.distances[i] = distances[i] + other.distances[i];
        }
        sum.literals[DeflateCodes.END_OF_BLOCK] = 1;
        return sum;
    }

    /** Size of a block of these symbols by their entropy, without extra bits, which do not depend on where blocks end. */
    double blockBits() {
        return HEADER_BITS + bits(literals) + bits(distances);
    }

    private static double bits(int[] counts) {
        long total = 0;
        double weighted = 0;
        int used = 0;
        for (int count : counts) {
            if (count > 0) {
                total += count;
                used++;
                weighted += count * Math.log(count);
            }
        }
        return total == 0 ? 0 : (total * Math.log(total) - weighted) / LOG_2 + used * HEADER_BITS_PER_SYMBOL;
    }

    /** Cost of each symbol in bits by its frequency; one that does not occur costs as if it did once. */
    static float[] costs(int[] counts) {
        long total = 1;
        for (int count : counts) {
            total += count;
        }
        float[] costs = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            costs[i] = (float) (Math.log((double) total / Math.max(1, counts[i])) / LOG_2);
        }
        return costs;
    }
}
