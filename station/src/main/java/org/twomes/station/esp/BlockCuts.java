package org.twomes.station.esp;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Where a compressed region is cut into blocks for the stub, so that the wire never waits for the flash.
 *
 * <p>The stub acknowledges a block when the one before is in flash, so each block is free of charge only as far as its own
 * time on the wire covers the flash's work on its predecessor. Erasing comes in lumps of 64 KB: a full block that brings
 * one is short beside it at 921600 baud. The cuts with the least sum are found by dynamic programming over places 1 KB
 * apart; full blocks stay where they cost hardly more, as on a slow line.
 */
final class BlockCuts {
    private static final int STEP = 0x400;
    private static final int MOST_STEPS = LoaderProtocol.STUB_BLOCK / STEP;
    private static final int INFLATE_BUFFER = 0x8000;
    private static final long BITS_PER_BYTE = 10;
    private static final long SECOND = 1_000_000_000L;
    /** One more block costs its headers, its acknowledgement and two threads' turns. */
    private static final long TURN_AROUND = 1_000_000L;
    /** A shorter region has too little wire for an erase to hide behind. */
    private static final int LEAST_REGION = 4 * LoaderProtocol.STUB_BLOCK;
    /** Full blocks that take at most this much longer are kept. */
    private static final double GOOD_ENOUGH = 1.003;

    private final int[] inflated;
    private final int total;
    private final int offset;
    private final int baud;

    private BlockCuts(int[] inflated, int total, int offset, int baud) {
        this.inflated = inflated;
        this.total = total;
        this.offset = offset;
        this.baud = baud;
    }

    /**
     * Lengths of the blocks, in order.
     *
     * @param zlib the region's stream
     * @param offset where it goes in flash
     * @param baud the line's rate
     * @throws DataFormatException when the stream is damaged
     */
    static List<Integer> of(byte[] zlib, int offset, int baud) throws DataFormatException {
        if (zlib.length < LEAST_REGION) {
            return BlockPlan.lengths(zlib.length, LoaderProtocol.STUB_BLOCK, true);
        }
        BlockCuts cuts = new BlockCuts(inflated(zlib), zlib.length, offset, baud);
        return cuts.best();
    }

    /** Bytes of flash that are known after each step. */
    private static int[] inflated(byte[] zlib) throws DataFormatException {
        int[] known = new int[(zlib.length + STEP - 1) / STEP + 1];
        byte[] plain = new byte[INFLATE_BUFFER];
        Inflater inflater = new Inflater();
        try {
            for (int step = 1; step < known.length; step++) {
                int from = (step - 1) * STEP;
                inflater.setInput(zlib, from, Math.min(STEP, zlib.length - from));
                while (inflater.inflate(plain) > 0) {
                    continue;
                }
                known[step] = (int) inflater.getBytesWritten();
            }
            return known;
        } finally {
            inflater.end();
        }
    }

    private List<Integer> best() {
        int steps = inflated.length - 1;
        long[][] least = new long[steps + 1][MOST_STEPS + 1];
        int[][] before = new int[steps + 1][MOST_STEPS + 1];
        for (long[] row : least) {
            Arrays.fill(row, Long.MAX_VALUE);
        }
        least[0][0] = 0;
        for (int to = 1; to <= steps; to++) {
            for (int length = 1; length <= Math.min(MOST_STEPS, to); length++) {
                if (mayEnd(to, length)) {
                    settle(least, before, to, length);
                }
            }
        }
        int last = 1;
        for (int length = 2; length <= MOST_STEPS; length++) {
            if (end(least, steps, length) < end(least, steps, last)) {
                last = length;
            }
        }
        if (full() <= end(least, steps, last) * GOOD_ENOUGH) {
            return fullLengths();
        }
        Deque<Integer> lengths = new ArrayDeque<>();
        int to = steps;
        int length = last;
        while (to > 0) {
            lengths.addFirst(bytes(to, length));
            int previous = before[to][length];
            to -= length;
            length = previous;
        }
        return List.copyOf(lengths);
    }

    /** Least sum up to a block of {@code length} steps that ends at step {@code to}. */
    private void settle(long[][] least, int[][] before, int to, int length) {
        int from = to - length;
        for (int previous = from == 0 ? 0 : 1; previous <= (from == 0 ? 0 : MOST_STEPS); previous++) {
            if (least[from][previous] == Long.MAX_VALUE) {
                continue;
            }
            long time = least[from][previous]
                    + TURN_AROUND
                    + Math.max(wire(bytes(to, length)), previous == 0 ? 0 : flash(from, previous));
            if (time < least[to][length]) {
                least[to][length] = time;
                before[to][length] = previous;
            }
        }
    }

    private long end(long[][] least, int steps, int length) {
        // What is behind the last byte on the wire is waited for, so of two ways that take as long the one with less of
        // it is
        // taken: on a blank chip, where nothing is erased, it is the shorter one.
        return least[steps][length] == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : least[steps][length] + flash(steps, length) + pages(steps, length);
    }

    /** The last block must hold more than the end of the stream. */
    private boolean mayEnd(int to, int length) {
        boolean last = to == inflated.length - 1;
        return !last || bytes(to, length) >= BlockPlan.LEAST_LAST || to == length;
    }

    private long full() {
        long time = 0;
        long work = 0;
        long lastPages = 0;
        int at = 0;
        for (int length : fullLengths()) {
            time += TURN_AROUND + Math.max(wire(length), work);
            int next = Math.min(inflated.length - 1, (at + length + STEP - 1) / STEP);
            work = flash(next, next - at / STEP);
            lastPages = pages(next, next - at / STEP);
            at += length;
        }
        return time + work + lastPages;
    }

    private List<Integer> fullLengths() {
        return BlockPlan.lengths(total, LoaderProtocol.STUB_BLOCK, true);
    }

    private int bytes(int to, int length) {
        return Math.min(total, to * STEP) - (to - length) * STEP;
    }

    private long wire(int bytes) {
        return bytes * BITS_PER_BYTE * SECOND / baud;
    }

    private long flash(int to, int length) {
        int end = offset + inflated[inflated.length - 1];
        return FlashPace.write(offset + inflated[to - length], offset + inflated[to], end);
    }

    /** Programming alone. */
    private long pages(int to, int length) {
        return FlashPace.program(inflated[to] - inflated[to - length]);
    }
}
