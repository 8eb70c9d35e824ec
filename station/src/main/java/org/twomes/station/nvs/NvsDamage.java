package org.twomes.station.nvs;

import org.twomes.station.common.OutsideText;

/**
 * Something in a partition that a writer never makes.
 *
 * @param page from 0, in the order of the flash
 * @param entry in its page, 0 to 125, or -1 where the page itself is meant
 * @param offset of the damaged part in the partition, in bytes
 * @param message what is wrong; names a key, never a value
 */
public record NvsDamage(int page, int entry, int offset, String message) {
    static final int WHOLE_PAGE = -1;

    /** Makes the message fit for a terminal: a key of a board can hold anything. */
    public NvsDamage {
        message = OutsideText.line(message);
    }

    /** One line, e.g. {@code page 0, entry 3 (0xa0): its checksum is wrong}. */
    @Override
    public String toString() {
        return "page " + page + (entry == WHOLE_PAGE ? "" : ", entry " + entry) + " (0x" + Integer.toHexString(offset)
                + "): " + message;
    }
}
