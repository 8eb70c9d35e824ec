package org.twomes.station.firmware.deflate;

/** The symbols of RFC 1951, 3.2.5: which code a length or distance has, and how many extra bits. */
final class DeflateCodes {
    static final int END_OF_BLOCK = 256;
    static final int LITERALS_AND_LENGTHS = 286;
    static final int DISTANCES = 30;

    private static final int LONGEST_SYMBOL = 285;
    private static final int FIRST_LENGTH_SYMBOL = 257;
    private static final int[] LENGTH_SYMBOL = new int[Matches.LONGEST + 1];
    private static final int[] LENGTH_BASE = new int[LITERALS_AND_LENGTHS];

    static {
        int length = Matches.SHORTEST;
        for (int symbol = FIRST_LENGTH_SYMBOL; symbol < LONGEST_SYMBOL; symbol++) {
            LENGTH_BASE[symbol] = length;
            for (int i = 0; i < 1 << lengthBits(symbol) && length <= Matches.LONGEST; i++) {
                LENGTH_SYMBOL[length++] = symbol;
            }
        }
        LENGTH_SYMBOL[Matches.LONGEST] = LONGEST_SYMBOL;
        LENGTH_BASE[LONGEST_SYMBOL] = Matches.LONGEST;
    }

    private DeflateCodes() {}

    static int lengthSymbol(int length) {
        return LENGTH_SYMBOL[length];
    }

    static int lengthBase(int symbol) {
        return LENGTH_BASE[symbol];
    }

    /** Extra bits behind a length symbol; literals have none. */
    static int lengthBits(int symbol) {
        return symbol < 265 || symbol == LONGEST_SYMBOL ? 0 : (symbol - 261) >> 2;
    }

    static int distanceSymbol(int distance) {
        int back = distance - 1;
        if (back < 4) {
            return back;
        }
        int log = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(back);
        return 2 * log + ((back >> (log - 1)) & 1);
    }

    static int distanceBits(int symbol) {
        return symbol < 4 ? 0 : (symbol >> 1) - 1;
    }

    static int distanceBase(int symbol) {
        return symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << distanceBits(symbol)) + 1;
    }
}
