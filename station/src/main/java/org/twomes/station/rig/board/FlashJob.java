package org.twomes.station.rig.board;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.twomes.station.common.FlashGeometry;

/**
 * A flash write under way, plain or compressed, and how long the loader and the flash chip are busy with it.
 *
 * <p>The stub inflates into a window of 32 KB and writes it when it is full. Whenever it turns to the flash it starts the next
 * erase if the chip is idle, and does not wait for it: erasing runs ahead of writing. As long as it has met nothing but blank
 * sectors it erases none; from the first other one on it erases all. Source: esp-flasher-stub 1.1, command_handler.c.
 *
 * <p>The ROM has erased the announced sectors before, and writes a plain block at once. It inflates into a window of 32 KB in its RAM and
 * programs the whole of it when it is full, and once more at the end of the stream: behind what was sent stands then what the window held,
 * the same write's bytes of 32 KB earlier or those of an earlier write. Source: the recordings rom-write-deflate-tail and -stale. The ROMs of
 * later chips program what was sent and no more: the recording esp32c3-rom-write-deflate-tail.
 */
final class FlashJob {
    private static final int PAGE = 0x100;
    private static final int BLOCK = 0x10000;
    static final int WINDOW = 0x8000;

    private final NorFlash flash;
    private final Timing timing;
    /** What writes. */
    enum Writer {
        STUB,
        /** A ROM that programs whole windows, as the ESP32's. */
        ROM_BY_WINDOWS,
        /** A ROM that programs what was sent, as the ESP32-C3's. */
        ROM
    }

    /** What a write announced, in bytes. */
    record Span(int offset, int size) {}

    private final Writer writer;
    private final boolean compressed;
    private final Inflater inflater = new Inflater();
    private final byte[] window;
    private final int end;
    private final int eraseEnd;
    private int filled;
    private int at;
    private int erasedTo;
    private boolean used;
    private boolean ended;
    private int sequence;
    private long chipFree;

    /** Begins at {@code now}, in {@link System#nanoTime}; {@code window}, of {@link #WINDOW} bytes, is the loader's RAM. */
    FlashJob(NorFlash flash, Timing timing, Writer writer, boolean compressed, Span span, byte[] window, long now) {
        this.window = window;
        this.flash = flash;
        this.timing = timing;
        this.writer = writer;
        this.compressed = compressed;
        this.at = span.offset();
        this.end = Math.min(flash.size(), span.offset() + span.size());
        this.erasedTo = span.offset() / FlashGeometry.SECTOR * FlashGeometry.SECTOR;
        this.eraseEnd = writer == Writer.STUB
                ? (end + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR * FlashGeometry.SECTOR
                : erasedTo;
        this.chipFree = now;
        eraseNext(now);
    }

    /** Sequence number that the next block must have. */
    int sequence() {
        return sequence;
    }

    /** When the chip has done what was begun. */
    long chipFree() {
        return chipFree;
    }

    /**
     * Takes a block at {@code now}; gives when the loader has done with it.
     *
     * @throws DataFormatException when it does not inflate or is more than was announced
     */
    long block(byte[] data, int from, int length, long now) throws DataFormatException {
        sequence++;
        if (!compressed) {
            return write(data, from, Math.min(length, end - at), now);
        }
        inflater.setInput(data, from, length);
        if (writer != Writer.STUB) {
            return inflateByRom(now);
        }
        long time = now;
        while (true) {
            eraseNext(time);
            int count = inflater.inflate(window, filled, WINDOW - filled);
            filled += count;
            if (at + filled > end) {
                throw new DataFormatException("more data than announced");
            }
            if (filled == WINDOW || filled > 0 && inflater.finished()) {
                time = write(window, 0, filled, time);
                filled = 0;
            } else if (count == 0) {
                return time;
            }
        }
    }

    private long inflateByRom(long now) throws DataFormatException {
        long time = now;
        while (!ended) {
            int count = inflater.inflate(window, filled, WINDOW - filled);
            filled += count;
            if (at + filled > end) {
                throw new DataFormatException("more data than announced");
            }
            if (filled == WINDOW) {
                time = programWindow(time);
            }
            if (inflater.finished()) {
                time = programWindow(time);
                ended = true;
            } else if (count == 0) {
                return time;
            }
        }
        return time;
    }

    private long programWindow(long now) {
        int length = writer == Writer.ROM_BY_WINDOWS ? WINDOW : filled;
        long time = program(window, 0, Math.min(length, flash.size() - at), now);
        at += filled;
        filled = 0;
        return time;
    }

    /** Whether all that was announced came. */
    boolean complete() {
        return at >= end;
    }

    private long write(byte[] data, int from, int length, long now) {
        long time = now;
        int needed = Math.min(eraseEnd, at + length);
        while (erasedTo < needed) {
            time = Math.max(time, chipFree);
            eraseNext(time);
        }
        time = program(data, from, length, time);
        at += length;
        return time;
    }

    private long program(byte[] data, int from, int length, long now) {
        long time = Math.max(now, chipFree);
        for (int i = 0; i < length; i += PAGE) {
            int size = Math.min(PAGE, length - i);
            if (!blank(data, from + i, size)) {
                time += timing.pageProgram().toNanos();
            }
        }
        flash.program(at, data, from, length);
        chipFree = time;
        return time;
    }

    /** Passes a blank sector, or starts an erase if the chip is idle. */
    private void eraseNext(long now) {
        if (erasedTo >= eraseEnd || chipFree > now) {
            return;
        }
        if (!used && flash.blank(erasedTo / FlashGeometry.SECTOR)) {
            erasedTo += FlashGeometry.SECTOR;
            return;
        }
        used = true;
        boolean whole = erasedTo % BLOCK == 0 && erasedTo + BLOCK <= eraseEnd;
        int size = whole ? BLOCK : FlashGeometry.SECTOR;
        flash.erase(erasedTo, size);
        chipFree = now + (whole ? timing.blockErase() : timing.sectorErase()).toNanos();
        erasedTo += size;
    }

    private static boolean blank(byte[] data, int from, int length) {
        return Arrays.mismatch(data, from, from + length, BLANK_PAGE, 0, length) < 0;
    }

    private static final byte[] BLANK_PAGE = blankPage();

    private static byte[] blankPage() {
        byte[] page = new byte[PAGE];
        Arrays.fill(page, (byte) 0xFF);
        return page;
    }
}
