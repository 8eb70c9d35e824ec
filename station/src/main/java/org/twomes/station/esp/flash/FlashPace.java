package org.twomes.station.esp.flash;

import java.util.concurrent.TimeUnit;
import org.twomes.station.esp.FlashGeometry;

/** What a usual flash chip takes, in nanoseconds: the typical figures of 4 MB parts' data sheets (W25Q32 and kin). */
final class FlashPace {
    /** Erasing a sector. */
    static final long SECTOR_ERASE = TimeUnit.MILLISECONDS.toNanos(45);
    /** Erasing a block. */
    static final long BLOCK_ERASE = TimeUnit.MILLISECONDS.toNanos(150);
    /** Programming a page. */
    private static final long PAGE = TimeUnit.MICROSECONDS.toNanos(550);

    private FlashPace() {}

    /** Programming {@code length} bytes. */
    static long program(int length) {
        return (length + FlashGeometry.PAGE - 1) / FlashGeometry.PAGE * PAGE;
    }
}
