package org.twomes.station.firmware.image;

/**
 * One segment of an image.
 *
 * @param address where it belongs in the chip's address space
 * @param length in bytes; may be 0
 */
record ImageSegment(int address, int length) {
    /** Whether some of it lies in {@code from} to {@code to} (exclusive), both below 2 GB as all addresses of the ESP32. */
    boolean touches(int from, int to) {
        return length > 0 && Integer.compareUnsigned(address, to) < 0 && endsBehind(from);
    }

    /** Whether {@code place} lies in it. */
    boolean holds(int place) {
        return touches(place, place + 1);
    }

    private boolean endsBehind(int from) {
        return Integer.toUnsignedLong(address) + length > Integer.toUnsignedLong(from);
    }
}
