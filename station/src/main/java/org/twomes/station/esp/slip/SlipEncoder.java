package org.twomes.station.esp.slip;

import java.util.Arrays;
import org.twomes.station.esp.LoaderProtocol;

/** Writes one SLIP frame after another into a buffer that it keeps; nothing is allocated once the buffer is large enough. */
public final class SlipEncoder {
    private static final byte END = (byte) LoaderProtocol.SLIP_END;
    private static final byte ESC = (byte) LoaderProtocol.SLIP_ESC;
    private static final byte ESC_END = (byte) LoaderProtocol.SLIP_ESC_END;
    private static final byte ESC_ESC = (byte) LoaderProtocol.SLIP_ESC_ESC;

    private byte[] out;
    private int length;

    /** An encoder whose buffer takes {@code capacity} bytes before it has to grow. */
    public SlipEncoder(int capacity) {
        out = new byte[capacity];
    }

    /** Forgets what was written and opens a frame. */
    public SlipEncoder begin() {
        length = 0;
        room(1);
        out[length++] = END;
        return this;
    }

    /** Closes the frame. */
    public SlipEncoder end() {
        room(1);
        out[length++] = END;
        return this;
    }

    /** Adds the low byte. */
    public SlipEncoder put(int value) {
        room(2);
        length = escape(out, length, (byte) value);
        return this;
    }

    /** Adds the low two bytes, little-endian. */
    public SlipEncoder putShort(int value) {
        return put(value).put(value >>> 8);
    }

    /** Adds four bytes, little-endian. */
    public SlipEncoder putWord(int value) {
        return putShort(value).putShort(value >>> 16);
    }

    /** Adds bytes. */
    public SlipEncoder put(byte[] bytes, int offset, int count) {
        room(2 * count);
        byte[] to = out;
        int at = length;
        int limit = offset + count;
        for (int i = offset; i < limit; i++) {
            at = escape(to, at, bytes[i]);
        }
        length = at;
        return this;
    }

    /** The buffer; what counts are its first {@link #length()} bytes, until the next {@link #begin()}. */
    public byte[] array() {
        return out;
    }

    public int length() {
        return length;
    }

    /** A copy of the frame. */
    public byte[] copy() {
        return Arrays.copyOf(out, length);
    }

    private static int escape(byte[] to, int at, byte value) {
        if (value == END) {
            to[at] = ESC;
            to[at + 1] = ESC_END;
            return at + 2;
        }
        if (value == ESC) {
            to[at] = ESC;
            to[at + 1] = ESC_ESC;
            return at + 2;
        }
        to[at] = value;
        return at + 1;
    }

    private void room(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
        }
    }
}
