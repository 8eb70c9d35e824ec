package org.twomes.station.rig;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A flash write under way, plain or compressed. Gives the time the flash chip needs for it. */
final class FlashJob {
    private static final int PAGE = 0x100;
    private static final int BLOCK = 0x10000;
    private static final int CHUNK = 0x8000;

    private final NorFlash flash;
    private final Timing timing;
    private final boolean eraseJustInTime;
    private final boolean compressed;
    private final Inflater inflater = new Inflater();
    private final int end;
    private int at;
    private int erasedTo;
    private int sequence;

    FlashJob(NorFlash flash, Timing timing, boolean eraseJustInTime, boolean compressed, int offset, int size) {
        this.flash = flash;
        this.timing = timing;
        this.eraseJustInTime = eraseJustInTime;
        this.compressed = compressed;
        this.at = offset;
        this.end = Math.min(flash.size(), offset + size);
        this.erasedTo = offset;
    }

    /** Sequence number that the next block must have. */
    int sequence() {
        return sequence;
    }

    /**
     * Takes a block; gives the nanoseconds the chip is busy with it.
     *
     * @throws DataFormatException when it does not inflate or is more than was announced
     */
    long block(byte[] data, int from, int length) throws DataFormatException {
        sequence++;
        if (!compressed) {
            return program(data, from, Math.min(length, end - at));
        }
        inflater.setInput(data, from, length);
        byte[] out = new byte[CHUNK];
        long busy = 0;
        while (true) {
            int count = inflater.inflate(out);
            if (count == 0) {
                return busy;
            }
            if (at + count > end) {
                throw new DataFormatException("more data than announced");
            }
            busy += program(out, 0, count);
        }
    }

    /** Whether all that was announced came. */
    boolean complete() {
        return at >= end;
    }

    private long program(byte[] data, int from, int length) {
        long busy = 0;
        if (eraseJustInTime) {
            busy += eraseUpTo(at + length);
        }
        for (int i = 0; i < length; i += PAGE) {
            int size = Math.min(PAGE, length - i);
            if (!blank(data, from + i, size)) {
                busy += timing.pageProgram().toNanos();
            }
        }
        flash.program(at, data, from, length);
        at += length;
        return busy;
    }

    private long eraseUpTo(int to) {
        long busy = 0;
        while (erasedTo < to) {
            boolean wholeBlock = erasedTo % BLOCK == 0 && erasedTo + BLOCK <= end;
            int size = wholeBlock ? BLOCK : NorFlash.SECTOR;
            boolean dirty = false;
            for (int sector = erasedTo / NorFlash.SECTOR; sector < (erasedTo + size) / NorFlash.SECTOR; sector++) {
                dirty |= !flash.blank(sector);
            }
            if (dirty) {
                flash.erase(erasedTo, size);
                busy += (wholeBlock ? timing.blockErase() : timing.sectorErase()).toNanos();
            }
            erasedTo += size;
        }
        return busy;
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
