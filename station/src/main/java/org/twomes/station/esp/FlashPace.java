package org.twomes.station.esp;

import java.util.concurrent.TimeUnit;

/** What a usual flash chip takes, in nanoseconds: the typical figures of 4 MB parts' data sheets (W25Q32 and kin). */
final class FlashPace {
    /** Programming a page. */
    static final long PAGE = TimeUnit.MICROSECONDS.toNanos(550);
    /** Erasing a sector. */
    static final long SECTOR_ERASE = TimeUnit.MILLISECONDS.toNanos(45);
    /** Erasing a block. */
    static final long BLOCK_ERASE = TimeUnit.MILLISECONDS.toNanos(150);

    private FlashPace() {}

    /** Programming {@code length} bytes. */
    static long program(int length) {
        return (length + FlashGeometry.PAGE - 1) / FlashGeometry.PAGE * PAGE;
    }

    /** Erasing and programming [from, to) of a write that ends at {@code end}, by a stub that erases when it comes to it. */
    static long write(int from, int to, int end) {
        long time = program(to - from);
        int at = (from + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR * FlashGeometry.SECTOR;
        while (at < to) {
            boolean block = at + FlashGeometry.BLOCK <= end;
            if (at % FlashGeometry.BLOCK == 0 && block) {
                time += BLOCK_ERASE;
                at += FlashGeometry.BLOCK;
            } else {
                // Inside a block that was erased as one nothing is left to do.
                boolean erased = at / FlashGeometry.BLOCK * FlashGeometry.BLOCK + FlashGeometry.BLOCK <= end;
                time += erased ? 0 : SECTOR_ERASE;
                at += FlashGeometry.SECTOR;
            }
        }
        return time;
    }
}
