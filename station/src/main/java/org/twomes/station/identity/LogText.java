package org.twomes.station.identity;

import java.util.function.IntConsumer;

/** Converts bytes of a terminal log to ASCII characters, without ANSI sequences and carriage returns. */
final class LogText {
    /** Stands for a byte that is no text. */
    static final char UNREADABLE = '\uFFFD';

    private static final int ESCAPE = 0x1b;

    /** Longest sequence that is skipped, longer than any colour sequence; what is longer is damaged text. */
    private static final int LONGEST_SEQUENCE = 12;

    private enum Mode {
        TEXT,
        ESCAPED,
        SEQUENCE
    }

    private Mode mode = Mode.TEXT;
    private int sequence;

    /** Takes one byte and passes at most one character to {@code out}. */
    void accept(byte octet, IntConsumer out) {
        int value = octet & 0xff;
        if (mode == Mode.ESCAPED && value == '[') {
            mode = Mode.SEQUENCE;
            sequence = 0;
            return;
        }
        // ECMA-48: parameter and intermediate bytes 0x20 to 0x3f, then one final byte 0x40 to 0x7e.
        if (mode == Mode.SEQUENCE && value >= 0x20 && value <= 0x7e && sequence < LONGEST_SEQUENCE) {
            sequence++;
            if (value >= 0x40) {
                mode = Mode.TEXT;
            }
            return;
        }
        mode = value == ESCAPE ? Mode.ESCAPED : Mode.TEXT;
        if (value == ESCAPE || value == '\r') {
            return;
        }
        out.accept(character(value));
    }

    private static char character(int value) {
        if (value == '\n' || value >= 0x20 && value <= 0x7e) {
            return (char) value;
        }
        return value == '\t' ? ' ' : UNREADABLE;
    }
}
