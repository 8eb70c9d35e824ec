package org.twomes.station.firmware.deflate;

import java.util.Arrays;

/** Cost in bits of each literal, length and distance within one block. */
final class StepCosts {
    private static final float LITERAL_AT_FIRST = 8.5f;
    private static final float COPY_AT_FIRST = 7;
    private static final float DISTANCE_AT_FIRST = 4.5f;

    private final float[] literals;
    private final float[] lengths = new float[Matches.LONGEST + 1];
    private final float[] distances = new float[DeflateCodes.DISTANCES];

    private StepCosts(float[] literals, float[] distances) {
        this.literals = literals;
        for (int length = Matches.SHORTEST; length <= Matches.LONGEST; length++) {
            int symbol = DeflateCodes.lengthSymbol(length);
            lengths[length] = literals[symbol] + DeflateCodes.lengthBits(symbol);
        }
        for (int symbol = 0; symbol < DeflateCodes.DISTANCES; symbol++) {
            this.distances[symbol] = distances[symbol] + DeflateCodes.distanceBits(symbol);
        }
    }

    /** Before anything was counted. */
    static StepCosts guess() {
        float[] literals = new float[DeflateCodes.LITERALS_AND_LENGTHS];
        float[] distances = new float[DeflateCodes.DISTANCES];
        Arrays.fill(literals, 0, DeflateCodes.END_OF_BLOCK, LITERAL_AT_FIRST);
        Arrays.fill(literals, DeflateCodes.END_OF_BLOCK, literals.length, COPY_AT_FIRST);
        Arrays.fill(distances, DISTANCE_AT_FIRST);
        return new StepCosts(literals, distances);
    }

    static StepCosts of(SymbolCounts counts) {
        return new StepCosts(SymbolCounts.costs(counts.literals), SymbolCounts.costs(counts.distances));
    }

    float literal(byte value) {
        return literals[value & 0xFF];
    }

    float length(int length) {
        return lengths[length];
    }

    float distance(int distance) {
        return distances[DeflateCodes.distanceSymbol(distance)];
    }
}
