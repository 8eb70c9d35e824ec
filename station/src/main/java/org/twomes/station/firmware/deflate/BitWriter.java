package org.twomes.station.firmware.deflate;

import java.io.ByteArrayOutputStream;

/** Bits as deflate packs them: each number starts at the lowest free bit. */
final class BitWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long pending;
    private int count;

    void bits(int value, int length) {
        pending |= (long) value << count;
        count += length;
        while (count >= Byte.SIZE) {
            out.write((int) pending);
            pending >>>= Byte.SIZE;
            count -= Byte.SIZE;
        }
    }

    /** Fills the last byte with zeros. */
    void align() {
        if (count > 0) {
            bits(0, Byte.SIZE - count);
        }
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
