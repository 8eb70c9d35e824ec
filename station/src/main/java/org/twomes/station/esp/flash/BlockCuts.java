package org.twomes.station.esp.flash;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.twomes.station.esp.LoaderProtocol;

/**
 * Cuts a compressed region into blocks for the stub so that the line waits as little as possible for a flash that has to be
 * erased.
 *
 * <p>Full blocks are best while nothing is erased. An erase that the stub starts with a block delays the writing of
 * that block, and on a fast line a full block's transfer is too short to hide both. Shorter blocks at the beginning, while erasing
 * is ahead, separate the two. Their length and number are found by trying them on {@link StubTiming}.
 */
final class BlockCuts {
    private static final int STEP = 0x400;
    private static final int INFLATE_BUFFER = 0x8000;
    /** Shortest region for which this is worthwhile: the transfer of a shorter one cannot hide an erase. */
    private static final int LEAST_REGION = 4 * LoaderProtocol.STUB_BLOCK;
    /** Shortest block that is tried: below it the turn-around dominates. */
    private static final int SHORTEST = 4 * STEP;
    /** Step between the numbers of shorter blocks that are tried. */
    private static final int SOME = 6;
    /** Full blocks are kept when they take at most this factor longer, as they are better on a blank chip. */
    private static final double GOOD_ENOUGH = 1.01;

    private BlockCuts() {}

    /**
     * Lengths of the blocks, in order.
     *
     * @param zlib the region's stream
     * @param offset where it goes in flash
     * @param baud the line's rate
     * @throws DataFormatException when the stream is damaged
     */
    static List<Integer> of(byte[] zlib, int offset, int baud) throws DataFormatException {
        List<Integer> full = BlockPlan.lengths(zlib.length, LoaderProtocol.STUB_BLOCK);
        if (zlib.length < LEAST_REGION) {
            return full;
        }
        StubTiming pace = new StubTiming(inflated(zlib), STEP, offset, baud);
        List<Integer> best = full;
        long least = pace.onUsed(full);
        long limit = (long) (least / GOOD_ENOUGH);
        for (int length = SHORTEST; length < LoaderProtocol.STUB_BLOCK; length += STEP) {
            for (int count = SOME; count * length + BlockPlan.LEAST_LAST <= zlib.length; count += SOME) {
                List<Integer> lengths = begunBy(count, length, zlib.length);
                long time = pace.onUsed(lengths);
                if (time < Math.min(least, limit)) {
                    least = time;
                    best = lengths;
                }
            }
        }
        return best;
    }

    /** The given number of shorter blocks, then full ones. */
    private static List<Integer> begunBy(int count, int length, int total) {
        List<Integer> lengths = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            lengths.add(length);
        }
        lengths.addAll(BlockPlan.lengths(total - count * length, LoaderProtocol.STUB_BLOCK));
        return List.copyOf(lengths);
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
}
