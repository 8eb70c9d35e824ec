package org.twomes.station.esp.chip;

/** Where a chip keeps its MAC address, and what makes it trusted. */
public sealed interface MacRule {

    /**
     * Four low bytes in one word, two high bytes in bits 15..0 of the next, with a CRC-8 beside them.
     *
     * @param low address of the word with the low four bytes, the last byte in bits 7..0
     * @param high address of the word with the high two bytes
     * @param crc the checksum
     */
    record WithCrc(int low, int high, BitField crc) implements MacRule {}

    /**
     * The same two words in a block that the chip corrects by itself (Reed-Solomon). The address is trusted when the chip counted no
     * error in that block. Bits 31..16 of the high word belong to an EUI-64 on some chips and are left out.
     *
     * @param low as in {@link WithCrc}
     * @param high as in {@link WithCrc}
     * @param errors the block's count of errors and its bit "failed"; 0 is none
     */
    record InCorrectedBlock(int low, int high, BitField errors) implements MacRule {}

    /**
     * The ESP8266's: last four bytes in two words; the first three in a third word, else one of two known makers' numbers.
     *
     * @param word0 last byte in bits 31..24
     * @param word1 the two bytes before it in bits 15..0, the choice of a maker's number in bits 23..16
     * @param word3 the first three bytes in bits 23..0; 0 where there are none
     */
    record OfEsp8266(int word0, int word1, int word3) implements MacRule {}
}
