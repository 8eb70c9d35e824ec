package org.twomes.station.esp.flash;

import java.util.concurrent.TimeUnit;
import org.twomes.station.common.FlashGeometry;

/** Typical times of a flash chip in nanoseconds, from the data sheets of 4 MB parts (W25Q32 and similar). */
final class FlashTiming {
    /** Erasing a sector. */
    static final long SECTOR_ERASE = TimeUnit.MILLISECONDS.toNanos(45);
    /** Erasing a block. */
    static final long BLOCK_ERASE = TimeUnit.MILLISECONDS.toNanos(150);
    /** Programming a page. */
    private static final long PAGE = TimeUnit.MICROSECONDS.toNanos(550);

    private FlashTiming() {}

    /** Programming {@code length} bytes. */
    static long program(int length) {
        return (length + FlashGeometry.PAGE - 1) / FlashGeometry.PAGE * PAGE;
    }
}
