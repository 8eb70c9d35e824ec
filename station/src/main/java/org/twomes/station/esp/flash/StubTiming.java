package org.twomes.station.esp.flash;

import java.util.List;
import org.twomes.station.common.FlashGeometry;

/**
 * Estimates the time of a compressed write: the transfer, and behind it the stub and a typical flash chip.
 *
 * <p>The stub acknowledges a block when it has done with the one before. It inflates into a window of 32 KB and writes that when it is
 * full. At the start of each block, and of each window, it begins to erase the next 64 KB (or sector) if the chip is idle, and does not
 * wait for it, so erasing runs ahead of writing; a chip that is blank is not erased. Source: esp-flasher-stub 1.1,
 * command_handler.c. The time of inflating is left out.
 */
final class StubTiming {
    private static final int WINDOW = 0x8000;
    private static final long BITS_PER_BYTE = 10;
    private static final long SECOND = 1_000_000_000L;
    /** Overhead of a block: its acknowledgement and the thread switches before the next one. */
    private static final long TURN_AROUND = 1_000_000L;
    /** Overhead of a block's frame in bytes: two SLIP delimiters, the command's header and the block's own. */
    private static final int HEADERS = 2 + 8 + 16;

    private final int[] known;
    private final int step;
    private final int offset;
    private final int end;
    private final int baud;
    private long chipFree;
    private int written;
    private int erasedTo;

    /**
     * An estimate for one region.
     *
     * @param known bytes of flash that are known after each {@code step} bytes of the stream; the last is the region's length
     * @param offset where the region goes, in flash
     */
    StubTiming(int[] known, int step, int offset, int baud) {
        this.known = known;
        this.step = step;
        this.offset = offset;
        this.baud = baud;
        this.end = (offset + total() + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR * FlashGeometry.SECTOR;
    }

    /** Nanoseconds from the first block's beginning to the last one's end in flash, on a chip that holds an earlier program. */
    long onUsed(List<Integer> lengths) {
        written = 0;
        erasedTo = offset / FlashGeometry.SECTOR * FlashGeometry.SECTOR;
        chipFree = 0;
        eraseNext(0);
        long acknowledged = 0;
        long done = 0;
        int sent = 0;
        for (int length : lengths) {
            long received = acknowledged + TURN_AROUND + (length + HEADERS) * BITS_PER_BYTE * SECOND / baud;
            acknowledged = Math.max(received, done);
            sent += length;
            done = block(acknowledged, known[(sent + step - 1) / step]);
        }
        return done;
    }

    private int total() {
        return known[known.length - 1];
    }

    private long block(long from, int upTo) {
        long time = from;
        while (true) {
            eraseNext(time);
            int next = Math.min(upTo, written + WINDOW);
            if (next == written || next - written < WINDOW && next < total()) {
                return time;
            }
            time = write(time, next);
        }
    }

    private long write(long from, int upTo) {
        long time = from;
        while (erasedTo < offset + upTo) {
            time = Math.max(time, chipFree);
            eraseNext(time);
        }
        time = Math.max(time, chipFree) + FlashTiming.program(upTo - written);
        chipFree = time;
        written = upTo;
        return time;
    }

    private void eraseNext(long now) {
        if (erasedTo >= end || chipFree > now) {
            return;
        }
        boolean whole = erasedTo % FlashGeometry.BLOCK == 0 && erasedTo + FlashGeometry.BLOCK <= end;
        chipFree = now + (whole ? FlashTiming.BLOCK_ERASE : FlashTiming.SECTOR_ERASE);
        erasedTo += whole ? FlashGeometry.BLOCK : FlashGeometry.SECTOR;
    }
}
