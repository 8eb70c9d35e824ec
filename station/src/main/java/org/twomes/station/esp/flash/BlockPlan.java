package org.twomes.station.esp.flash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.slip.SlipEncoder;

/**
 * A region cut into blocks and encoded, ready to be sent to any number of boards.
 *
 * @param compressed whether the blocks hold a zlib stream, rather than the bytes themselves
 * @param blockSize most bytes of a block's payload
 * @param blocks the blocks, in order
 */
public record BlockPlan(boolean compressed, int blockSize, List<Prepared> blocks) {
    /**
     * Smallest last block, in bytes. The stub refuses a block that comes after the region is complete, and one that holds
     * only the end of the zlib stream (end-of-block code, 4 bytes of Adler-32) can be such a one.
     */
    static final int LEAST_LAST = 64;

    private static final int INFLATE_BUFFER = 0x8000;

    /**
     * One block.
     *
     * @param frame the whole SLIP frame
     * @param carried bytes of the zlib stream in it, or of the region itself, without padding
     * @param plain bytes of flash that it becomes
     */
    public record Prepared(byte[] frame, int carried, int plain) {}

    /** Opcode of the blocks. */
    int opcode() {
        return compressed ? LoaderProtocol.FLASH_DEFL_DATA : LoaderProtocol.FLASH_DATA;
    }

    /** Bytes that all blocks carry. */
    long carried() {
        return blocks.stream().mapToLong(Prepared::carried).sum();
    }

    /**
     * Cuts and encodes the stream for the stub.
     *
     * @throws DataFormatException when the stream is damaged or does not inflate to {@code plainLength} bytes
     */
    static BlockPlan of(byte[] zlib, int plainLength, int blockSize) throws DataFormatException {
        return of(zlib, plainLength, blockSize, lengths(zlib.length, blockSize));
    }

    /**
     * Inflates, cuts and encodes for the ROM alone. The last block is filled up with 0xFF, which changes nothing in flash.
     *
     * <p>The ESP32's ROM programs its whole inflate window of 32 KB at the end of a compressed write, over whatever stands behind the
     * region; a plain write ends where its last block ends. Source: the recorded ROM (rom-write-deflate-tail); esptool 5.3, which
     * for the same reason writes plain without its stub, in blocks filled up like this.
     *
     * @throws DataFormatException as above
     */
    static BlockPlan plain(byte[] zlib, int plainLength) throws DataFormatException {
        byte[] plain = inflated(zlib, plainLength);
        int blockSize = LoaderProtocol.ROM_BLOCK;
        byte[] padded = Arrays.copyOf(plain, (plainLength + blockSize - 1) / blockSize * blockSize);
        Arrays.fill(padded, plainLength, padded.length, (byte) FlashGeometry.ERASED);
        SlipEncoder encoder = new SlipEncoder(2 * blockSize);
        List<Prepared> blocks = new ArrayList<>();
        for (int from = 0; from < plainLength; from += blockSize) {
            Command block = new Command.Block(LoaderProtocol.FLASH_DATA, padded, from, blockSize, blocks.size());
            int carried = Math.min(blockSize, plainLength - from);
            blocks.add(new Prepared(block.encode(encoder).copy(), carried, carried));
        }
        return new BlockPlan(false, blockSize, List.copyOf(blocks));
    }

    private static byte[] inflated(byte[] zlib, int plainLength) throws DataFormatException {
        byte[] plain = new byte[plainLength];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(zlib);
            int length = 0;
            int got = inflater.inflate(plain);
            while (got > 0) {
                length += got;
                got = inflater.inflate(plain, length, plainLength - length);
            }
            byte[] more = new byte[1];
            while (!inflater.finished() && inflater.inflate(more) > 0) {
                continue;
            }
            requireWhole(inflater, plainLength);
            return plain;
        } finally {
            inflater.end();
        }
    }

    /** Full blocks, and what is left as the last. */
    static List<Integer> lengths(int total, int blockSize) {
        List<Integer> lengths = new ArrayList<>();
        int from = 0;
        while (from < total) {
            int length = Math.min(blockSize, total - from);
            int rest = total - from - length;
            if (rest > 0 && rest < LEAST_LAST) {
                length -= LEAST_LAST;
            }
            lengths.add(length);
            from += length;
        }
        return lengths;
    }

    /**
     * Encodes blocks of these lengths for the stub.
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
            requireWhole(inflater, plainLength);
        } finally {
            inflater.end();
        }
        return new BlockPlan(true, blockSize, List.copyOf(blocks));
    }

    private static void requireWhole(Inflater inflater, int plainLength) throws DataFormatException {
        if (!inflater.finished() || inflater.getBytesWritten() != plainLength || inflater.getRemaining() > 0) {
            throw new DataFormatException("inflates to " + inflater.getBytesWritten() + " bytes"
                    + (inflater.finished() ? "" : " and breaks off") + " instead of " + plainLength);
        }
    }
}
