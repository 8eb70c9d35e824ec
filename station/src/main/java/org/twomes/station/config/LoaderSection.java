package org.twomes.station.config;

import java.util.List;

/**
 * How the station talks to the ROM loader.
 *
 * @param stub whether the flasher stub is uploaded
 * @param baud the transfer rate
 * @param ladder rates in baud to climb to and to fall back to, in falling order; those above a fixed {@code baud} are not used
 * @param erase order of erasing and writing
 * @param connectAttempts resets tried before a board counts as silent, 1 or more
 */
public record LoaderSection(
        StubChoice stub, BaudChoice baud, List<Integer> ladder, EraseStrategy erase, int connectAttempts) {

    /** Whether the flasher stub is used. */
    public enum StubChoice {
        /** Upload it; the ROM alone if it does not start. */
        AUTO,
        /** Never: the ROM alone does everything. */
        OFF
    }

    /** Order of erasing and writing; the end state is proven the same either way. */
    public enum EraseStrategy {
        /** Whole chip first, then write. */
        CHIP_FIRST,
        /** Write with just-in-time erase, then erase the rest. */
        WRITE_FIRST,
        /** What costs less on the chip at hand; a blank chip is not erased. */
        AUTO
    }
}
