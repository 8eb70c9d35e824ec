package org.twomes.station.esp.flash;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.twomes.station.esp.LoaderProtocol;

/**
 * Where a compressed region is cut into blocks for the stub, so that the wire waits as little as possible for a flash that holds an
 * earlier program.
 *
 * <p>Full blocks are best while nothing is erased. An erase that the stub begins with a block is in the way of that block's
 * writing, and a full block on a fast line is too short to make up for both. Shorter ones at the beginning, as long as erasing is
 * ahead, part the two. How long and how many is tried out on {@link StubPace}.
 */
final class BlockCuts {
    private static final int STEP = 0x400;
    private static final int INFLATE_BUFFER = 0x8000;
    /** A shorter region has too little wire for an erase to hide behind. */
    private static final int LEAST_REGION = 4 * LoaderProtocol.STUB_BLOCK;
    /** Lengths that are tried: a shorter block is mostly turn-around. */
    private static final int SHORTEST = 4 * STEP;
    /** Numbers of shorter blocks that are tried are multiples of this. */
    private static final int SOME = 6;
    /** Full blocks that take at most this much longer are kept: on a blank chip they are the better ones. */
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
        StubPace pace = new StubPace(inflated(zlib), STEP, offset, baud);
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

    /** So many shorter blocks, then full ones. */
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
