package org.twomes.station.esp;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A compressed region cut into blocks and encoded, ready to be sent to any number of boards.
 *
 * @param blockSize most compressed bytes in a block
 * @param blocks the blocks, in order
 */
record BlockPlan(int blockSize, List<Prepared> blocks) {
    /**
     * Least bytes of a last block. The stub refuses a block that comes after the region is complete, and one that holds
     * only the end of the zlib stream (end-of-block code, 4 bytes of Adler-32) can be such a one.
     */
    static final int LEAST_LAST = 64;

    private static final int INFLATE_BUFFER = 0x8000;

    /**
     * One block.
     *
     * @param frame the whole SLIP frame
     * @param compressed bytes of the zlib stream in it
     * @param plain bytes of flash that it inflates to
     */
    record Prepared(byte[] frame, int compressed, int plain) {}

    /**
     * Cuts and encodes.
     *
     * @throws DataFormatException when the stream is damaged or does not inflate to {@code plainLength} bytes
     */
    static BlockPlan of(byte[] zlib, int plainLength, int blockSize, boolean stub) throws DataFormatException {
        return of(zlib, plainLength, blockSize, lengths(zlib.length, blockSize, stub));
    }

    /** Full blocks, and what is left as the last. */
    static List<Integer> lengths(int total, int blockSize, boolean stub) {
        List<Integer> lengths = new ArrayList<>();
        int from = 0;
        while (from < total) {
            int length = Math.min(blockSize, total - from);
            int rest = total - from - length;
            if (stub && rest > 0 && rest < LEAST_LAST) {
                length -= LEAST_LAST;
            }
            lengths.add(length);
            from += length;
        }
        return lengths;
    }

    /**
     * Encodes blocks of these lengths.
     *
     * @throws DataFormatException as above
     */
    static BlockPlan of(byte[] zlib, int plainLength, int blockSize, List<Integer> lengths) throws DataFormatException {
        List<Prepared> blocks = new ArrayList<>();
        SlipEncoder encoder = new SlipEncoder(2 * blockSize);
        Inflater inflater = new Inflater();
        byte[] plain = new byte[INFLATE_BUFFER];
        try {
            int from = 0;
            for (int length : lengths) {
                inflater.setInput(zlib, from, length);
                int inflated = 0;
                int got = inflater.inflate(plain);
                while (got > 0) {
                    inflated += got;
                    got = inflater.inflate(plain);
                }
                Command block = new Command.Block(LoaderProtocol.FLASH_DEFL_DATA, zlib, from, length, blocks.size());
                blocks.add(new Prepared(block.encode(encoder).copy(), length, inflated));
                from += length;
            }
            if (!inflater.finished() || inflater.getBytesWritten() != plainLength || inflater.getRemaining() > 0) {
                throw new DataFormatException("inflates to " + inflater.getBytesWritten() + " bytes"
                        + (inflater.finished() ? "" : " and breaks off") + " instead of " + plainLength);
            }
        } finally {
            inflater.end();
        }
        return new BlockPlan(blockSize, List.copyOf(blocks));
    }
}
