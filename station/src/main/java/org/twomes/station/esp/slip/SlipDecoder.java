package org.twomes.station.esp.slip;

import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.command.ResponseParser;

/**
 * Cuts a byte stream into what stands between SLIP delimiters: a state machine that is fed with bytes and does no I/O.
 *
 * <p>Whatever stands between two delimiters is a piece, also the text that a board prints between frames; whether a
 * piece is a packet is for {@link ResponseParser} to say. So a lost delimiter costs at most the two frames it stood
 * between, and the decoder never stays out of step. A piece that outgrows the buffer, or holds an escape that SLIP does
 * not know, is handed on with {@link #whole()} false.
 */
public final class SlipDecoder {
    private static final byte END = (byte) LoaderProtocol.SLIP_END;
    private static final byte ESC = (byte) LoaderProtocol.SLIP_ESC;
    private static final byte ESC_END = (byte) LoaderProtocol.SLIP_ESC_END;
    private static final byte ESC_ESC = (byte) LoaderProtocol.SLIP_ESC_ESC;

    private final byte[] piece;
    private int length;
    private boolean escaping;
    private boolean damaged;
    private boolean complete;

    /** A decoder of pieces of at most {@code capacity} bytes. */
    public SlipDecoder(int capacity) {
        piece = new byte[capacity];
    }

    /**
     * Takes bytes until a piece is complete or they are used up. The piece of the call before is gone.
     *
     * @return index of the first byte not taken; a piece is there when {@link #complete()}
     */
    public int feed(byte[] bytes, int from, int to) {
        if (complete) {
            reset();
        }
        byte[] into = piece;
        int at = length;
        for (int i = from; i < to; i++) {
            byte value = bytes[i];
            if (escaping) {
                escaping = false;
                if (value == ESC_END) {
                    value = END;
                } else if (value == ESC_ESC) {
                    value = ESC;
                } else {
                    damaged = true;
                    if (value == END) {
                        length = at;
                        complete = true;
                        return i + 1;
                    }
                }
            } else if (value == ESC) {
                escaping = true;
                continue;
            } else if (value == END) {
                if (at == 0) {
                    continue;
                }
                length = at;
                complete = true;
                return i + 1;
            }
            if (at == into.length) {
                length = at;
                damaged = true;
                complete = true;
                return i;
            }
            into[at++] = value;
        }
        length = at;
        return to;
    }

    /** Whether the last {@link #feed} ended with a piece. */
    public boolean complete() {
        return complete;
    }

    /** Whether the piece is undamaged as far as SLIP can tell. */
    public boolean whole() {
        return !damaged;
    }

    /** Buffer of the piece, or of what has come of it so far; its first {@link #length()} bytes count. */
    public byte[] array() {
        return piece;
    }

    public int length() {
        return length;
    }

    /** Forgets what has come so far. */
    public void reset() {
        length = 0;
        escaping = false;
        damaged = false;
        complete = false;
    }
}
