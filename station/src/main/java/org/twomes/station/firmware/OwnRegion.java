package org.twomes.station.firmware;

/**
 * Bytes that one unit alone gets, beside the bundle's files.
 *
 * @param name for messages
 * @param offset in the flash, in bytes; starts a sector
 * @param content whole sectors; not copied, must not be changed
 */
public record OwnRegion(String name, int offset, byte[] content) {
    int end() {
        return offset + content.length;
    }

    /** Its name and place alone: the content may be a secret. */
    @Override
    public String toString() {
        return name + " at 0x" + Integer.toHexString(offset);
    }
}
