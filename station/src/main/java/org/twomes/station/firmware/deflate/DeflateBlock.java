package org.twomes.station.firmware.deflate;

import java.util.Arrays;

/** One dynamic block of a deflate stream (RFC 1951, 3.2.7): its codes, and how it is written. */
final class DeflateBlock {
    private static final int LONGEST_CODE = 15;
    private static final int LONGEST_LENGTH_CODE = 7;
    private static final int TYPE_DYNAMIC = 2;
    private static final int FEWEST_LITERALS = 257;
    private static final int FEWEST_LENGTH_CODES = 4;
    private static final int[] LENGTH_CODE_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int REPEAT = 16;
    private static final int SHORT_ZEROS = 17;
    private static final int LONG_ZEROS = 18;

    private final int[] literalLengths;
    private final int[] literalCodes;
    private final int[] distanceLengths;
    private final int[] distanceCodes;

    DeflateBlock(SymbolCounts counts) {
        literalLengths = CodeLengths.of(counts.literals, LONGEST_CODE);
        literalCodes = CodeLengths.codes(literalLengths);
        distanceLengths = CodeLengths.of(counts.distances, LONGEST_CODE);
        distanceCodes = CodeLengths.codes(distanceLengths);
    }

    void begin(BitWriter out, boolean last) {
        int literals = used(literalLengths, FEWEST_LITERALS);
        int distances = used(distanceLengths, 1);
        int[] all = Arrays.copyOf(literalLengths, literals + distances);
        System.arraycopy(distanceLengths, 0, all, literals, distances);
        int[] runs = runs(all);
        int[] counts = new int[LENGTH_CODE_ORDER.length];
        for (int run : runs) {
            counts[run & 0xFF]++;
        }
        int[] lengths = CodeLengths.of(counts, LONGEST_LENGTH_CODE);
        int[] codes = CodeLengths.codes(lengths);
        int sent = LENGTH_CODE_ORDER.length;
        while (sent > FEWEST_LENGTH_CODES && lengths[LENGTH_CODE_ORDER[sent - 1]] == 0) {
            sent--;
        }
        out.bits(last ? 1 : 0, 1);
        out.bits(TYPE_DYNAMIC, 2);
        out.bits(literals - FEWEST_LITERALS, 5);
        out.bits(distances - 1, 5);
        out.bits(sent - FEWEST_LENGTH_CODES, 4);
        for (int i = 0; i < sent; i++) {
            out.bits(lengths[LENGTH_CODE_ORDER[i]], 3);
        }
        for (int run : runs) {
            int symbol = run & 0xFF;
            out.bits(codes[symbol], lengths[symbol]);
            out.bits(run >>> 8, extraBits(symbol));
        }
    }

    void literal(BitWriter out, byte value) {
        symbol(out, value & 0xFF);
    }

    void copy(BitWriter out, int length, int distance) {
        int symbol = DeflateCodes.lengthSymbol(length);
        symbol(out, symbol);
        out.bits(length - DeflateCodes.lengthBase(symbol), DeflateCodes.lengthBits(symbol));
        int back = DeflateCodes.distanceSymbol(distance);
        out.bits(distanceCodes[back], distanceLengths[back]);
        out.bits(distance - DeflateCodes.distanceBase(back), DeflateCodes.distanceBits(back));
    }

    void end(BitWriter out) {
        symbol(out, DeflateCodes.END_OF_BLOCK);
    }

    private void symbol(BitWriter out, int symbol) {
        out.bits(literalCodes[symbol], literalLengths[symbol]);
    }

    private static int used(int[] lengths, int fewest) {
        int used = lengths.length;
        while (used > fewest && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT -> 2;
            case SHORT_ZEROS -> 3;
            case LONG_ZEROS -> 7;
            default -> 0;
        };
    }

    /** The lengths as symbols 0 to 18, each with its extra bits above bit 7. */
    private static int[] runs(int[] lengths) {
        int[] runs = new int[lengths.length];
        int count = 0;
        int at = 0;
        while (at < lengths.length) {
            int same = at + 1;
            while (same < lengths.length && lengths[same] == lengths[at]) {
                same++;
            }
            int left = same - at;
            if (lengths[at] != 0) {
                runs[count++] = lengths[at];
                left--;
            }
            while (left > 0) {
                int taken;
                if (left < 3) {
                    taken = 1;
                    runs[count++] = lengths[at];
                } else if (lengths[at] != 0) {
                    taken = Math.min(left, 6);
                    runs[count++] = REPEAT | (taken - 3) << 8;
                } else if (left < 11) {
                    taken = left;
                    runs[count++] = SHORT_ZEROS | (taken - 3) << 8;
                } else {
                    taken = Math.min(left, 138);
                    runs[count++] = LONG_ZEROS | (taken - 11) << 8;
                }
                left -= taken;
            }
            at = same;
        }
        return Arrays.copyOf(runs, count);
    }
}
