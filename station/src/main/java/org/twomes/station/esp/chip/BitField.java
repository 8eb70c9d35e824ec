package org.twomes.station.esp.chip;

/**
 * Some bits of a word that READ_REG reads.
 *
 * @param address of the word
 * @param mask the bits; side by side where {@link #of} is asked for their value
 */
public record BitField(int address, int mask) {
    /** The bits of {@code word}, shifted down to bit 0. */
    public int of(int word) {
        return (word & mask) >>> Integer.numberOfTrailingZeros(mask);
    }

    /** How many bits it has. */
    public int width() {
        return Integer.bitCount(mask);
    }
}
