package org.twomes.station.esp.flash;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.LoaderProtocol;

/**
 * A region to write and the blocks in which it is sent, for the stub and for the ROM.
 *
 * <p>The frames are encoded once, when the first board needs them, for all boards that follow. Any number of threads may use it.
 */
public final class RegionBlocks {
    /** Block size for a noisy line: small enough to arrive undamaged, large enough for few acknowledgements. */
    private static final int NOISY_BLOCK = 0x1000;

    private final String name;
    private final int offset;
    private final int plainLength;
    private final byte[] zlib;
    private final Object lock = new Object();
    private @Nullable BlockPlan forStub;
    private @Nullable BlockPlan forNoisyStub;
    private @Nullable BlockPlan forRom;
    private final Map<Integer, BlockPlan> forRates = new HashMap<>();

    /**
     * A region.
     *
     * @param name name for messages, e.g. {@code bootloader.bin}
     * @param offset byte offset in flash, a multiple of {@link FlashGeometry#SECTOR}
     * @param plainLength bytes in flash
     * @param zlib the bytes as one complete zlib stream; not copied, must not be changed
     */
    public RegionBlocks(String name, int offset, int plainLength, byte[] zlib) {
        if (offset < 0 || offset % FlashGeometry.SECTOR != 0 || plainLength <= 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "region %s: offset 0x%X must be a multiple of 0x%X, and length %d at least 1",
                    name,
                    offset,
                    FlashGeometry.SECTOR,
                    plainLength));
        }
        this.name = name;
        this.offset = offset;
        this.plainLength = plainLength;
        this.zlib = zlib;
    }

    /** Name of the region for messages. */
    public String name() {
        return name;
    }

    /** Byte offset in flash. */
    public int offset() {
        return offset;
    }

    /** Bytes in flash. */
    public int plainLength() {
        return plainLength;
    }

    /**
     * The blocks: compressed for the stub, plain for the ROM.
     *
     * @param noisyLine whether the stub's blocks are small, for a noisy line; the ROM's always are
     * @throws IllegalArgumentException when the stream does not inflate to the stated length
     */
    public BlockPlan plan(boolean stub, boolean noisyLine) {
        synchronized (lock) {
            if (!stub) {
                BlockPlan plan = forRom == null ? makePlain() : forRom;
                forRom = plan;
                return plan;
            }
            if (noisyLine) {
                BlockPlan plan = forNoisyStub == null ? make(NOISY_BLOCK) : forNoisyStub;
                forNoisyStub = plan;
                return plan;
            }
            BlockPlan plan = forStub == null ? make(LoaderProtocol.STUB_BLOCK) : forStub;
            forStub = plan;
            return plan;
        }
    }

    /** The blocks for the stub on a clean line of this rate in baud and a used flash, cut so that the line hardly waits for the flash. */
    public BlockPlan steadyPlan(int baud) {
        synchronized (lock) {
            return forRates.computeIfAbsent(baud, this::makeSteady);
        }
    }

    private BlockPlan makeSteady(int baud) {
        try {
            List<Integer> lengths = BlockCuts.of(zlib, offset, baud);
            boolean full = lengths.equals(BlockPlan.lengths(zlib.length, LoaderProtocol.STUB_BLOCK));
            return full ? plan(true, false) : BlockPlan.of(zlib, plainLength, LoaderProtocol.STUB_BLOCK, lengths);
        } catch (DataFormatException e) {
            throw damaged(e);
        }
    }

    private BlockPlan make(int blockSize) {
        try {
            return BlockPlan.of(zlib, plainLength, blockSize);
        } catch (DataFormatException e) {
            throw damaged(e);
        }
    }

    private BlockPlan makePlain() {
        try {
            return BlockPlan.plain(zlib, plainLength);
        } catch (DataFormatException e) {
            throw damaged(e);
        }
    }

    private IllegalArgumentException damaged(DataFormatException e) {
        return new IllegalArgumentException("region " + name + ": its zlib stream " + e.getMessage(), e);
    }
}
