package org.twomes.station.esp.chip;

import java.util.List;
import java.util.OptionalInt;

/**
 * The size of a flash chip by its JEDEC identification. There is no standard: in most makers' parts the third byte is
 * the power of two of the size, others differ.
 *
 * <p>Sources: esptool 5.3's tables ({@code cmds.py}); for makers that it does not know, Linux' {@code drivers/mtd/spi-nor} and
 * flashrom's {@code flashchips.h}.
 */
final class FlashSizes {
    /** Sizes of 2 GB and more do not fit the command that sets the size; no part is near it. */
    private static final int GREATEST_POWER = 28;

    /**
     * One rule of a maker, or of all others.
     *
     * @param mask bits of the identification that have to equal {@code value}
     * @param code bits of it that hold the size
     * @param first lowest code
     * @param last highest code
     * @param power power of two of the size in bytes that {@code first} stands for; each step doubles
     */
    private record Rule(int mask, int value, int code, int first, int last, int power) {
        boolean fits(int jedecId) {
            int held = held(jedecId);
            return (jedecId & mask) == value && held >= first && held <= last;
        }

        int size(int jedecId) {
            return 1 << power + held(jedecId) - first;
        }

        private int held(int jedecId) {
            return (jedecId & code) >>> Integer.numberOfTrailingZeros(code);
        }
    }

    private static final int MAKER = 0xFF_0000;
    private static final int MAKER_AND_TYPE = 0xFF_FF00;
    private static final int WHOLE = 0xFF_FFFF;

    /** The first match applies, so makers' own rules come first. */
    private static final List<Rule> RULES = List.of(
            // Adesto, now Renesas: the low five bits of the second byte; 4 is 512 KB.
            new Rule(MAKER, 0x1F_0000, 0x1F00, 0x03, 0x0D, 18),
            // PMC, now ISSI, behind the mark of JEDEC's second bank: Pm25LQ020 to IS25CQ032.
            new Rule(MAKER_AND_TYPE, 0x7F_9D00, 0xFF, 0x42, 0x47, 18),
            // Spansion S25FL004A to 064A and 032P, 064P.
            new Rule(MAKER_AND_TYPE, 0x01_0200, 0xFF, 0x12, 0x16, 19),
            // SST, now Microchip: SST26VF016B to 064B, SST25VF080B, 016B, 032B, 064C.
            new Rule(MAKER_AND_TYPE, 0xBF_2600, 0xFF, 0x41, 0x43, 21),
            new Rule(WHOLE, 0xBF_258E, 0xFF, 0x8E, 0x8E, 20),
            new Rule(WHOLE, 0xBF_2541, 0xFF, 0x41, 0x41, 21),
            new Rule(MAKER_AND_TYPE, 0xBF_2500, 0xFF, 0x4A, 0x4B, 22),
            // All others: the power itself; from 64 MB on counted from 0x20 by some; 1.8 V parts from 0x32 on.
            new Rule(0, 0, 0xFF, 0x12, 0x1C, 18),
            new Rule(0, 0, 0xFF, 0x20, 0x22, 26),
            new Rule(0, 0, 0xFF, 0x32, 0x3C, 18));

    private FlashSizes() {}

    /** Size in bytes; empty when not known. */
    static OptionalInt of(int jedecId) {
        return RULES.stream()
                .filter(rule -> rule.fits(jedecId))
                .mapToInt(rule -> rule.size(jedecId))
                .limit(1)
                .filter(size -> size <= 1 << GREATEST_POWER)
                .findFirst();
    }
}
