package org.twomes.station.rig.board;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** The board's side of SLIP, written apart from the host's so that neither hides the other's mistakes. */
final class Slip {
    private static final int END = 0xC0;
    private static final int ESC = 0xDB;
    private static final int ESC_END = 0xDC;
    private static final int ESC_ESC = 0xDD;
    /** The largest packet a stub takes: a block of 16 KB with its headers. */
    private static final int MOST = 0x4100;

    private final byte[] packet = new byte[MOST];
    private int length;
    private boolean escaped;

    /** Takes bytes; hands on each packet that they complete. */
    void accept(byte[] bytes, Consumer<byte[]> whole) {
        for (byte b : bytes) {
            int value = b & 0xff;
            if (value == END) {
                if (length > 0) {
                    byte[] packed = Arrays.copyOf(packet, length);
                    reset();
                    whole.accept(packed);
                }
                reset();
            } else if (escaped) {
                escaped = false;
                put(value == ESC_END ? END : value == ESC_ESC ? ESC : value);
            } else if (value == ESC) {
                escaped = true;
            } else {
                put(value);
            }
        }
    }

    private void put(int value) {
        if (length < MOST) {
            packet[length++] = (byte) value;
        }
    }

    void reset() {
        length = 0;
        escaped = false;
    }

    static byte[] encode(byte[] packet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(packet.length + 16);
        out.write(END);
        for (byte b : packet) {
            int value = b & 0xff;
            if (value == END || value == ESC) {
                out.write(ESC);
                out.write(value == END ? ESC_END : ESC_ESC);
            } else {
                out.write(value);
            }
        }
        out.write(END);
        return out.toByteArray();
    }
}
