package org.twomes.station.esp;

import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.flash.RegionBlocks;

/**
 * A region to write: its name, its offset in flash and its bytes as a zlib stream.
 *
 * <p>The frames are encoded once, when the first board needs them; keep one request for all boards. Any number of threads may use it.
 */
public final class WriteRequest {
    private final RegionBlocks blocks;

    /**
     * A region.
     *
     * @param name name for messages, e.g. {@code bootloader.bin}
     * @param offset byte offset in flash, a multiple of {@link FlashGeometry#SECTOR}
     * @param plainLength bytes in flash, 1 or more
     * @param zlib the bytes as one complete zlib stream; not copied, must not be changed
     * @throws IllegalArgumentException when offset or length is none of these
     */
    public WriteRequest(String name, int offset, int plainLength, byte[] zlib) {
        blocks = new RegionBlocks(name, offset, plainLength, zlib);
    }

    /** Name for messages. */
    public String name() {
        return blocks.name();
    }

    /** Bytes in flash. */
    public int plainLength() {
        return blocks.plainLength();
    }

    /** The region with its encoded blocks. */
    RegionBlocks blocks() {
        return blocks;
    }
}
