package org.twomes.station.port.rfc2217;

import java.io.ByteArrayOutputStream;

/** Parses a telnet stream byte by byte, without I/O. */
final class TelnetParser {
    /** Longest sub-negotiation that is kept; RFC 2217's are shorter. */
    private static final int SUB_BYTES = 64;

    /** Receives the stream's commands. */
    interface Sink {
        /** WILL, WONT, DO or DONT of an option. */
        void negotiated(int verb, int option);

        /** The inside of a sub-negotiation: option, command, values. */
        void subnegotiated(byte[] content);
    }

    private enum State {
        DATA,
        COMMAND,
        OPTION,
        SUB,
        SUB_COMMAND
    }

    private final Sink sink;
    private final ByteArrayOutputStream sub = new ByteArrayOutputStream(SUB_BYTES);
    private State state = State.DATA;
    private int verb;

    TelnetParser(Sink sink) {
        this.sink = sink;
    }

    /**
     * Takes the first {@code length} bytes and moves the data among them to the front.
     *
     * @return how many data bytes there are
     */
    int strip(byte[] bytes, int length) {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            int b = bytes[i] & 0xFF;
            switch (state) {
                case DATA -> {
                    if (b == TelnetCodes.IAC) {
                        state = State.COMMAND;
                    } else {
                        bytes[kept++] = (byte) b;
                    }
                }
                case COMMAND -> {
                    if (b == TelnetCodes.IAC) {
                        bytes[kept++] = (byte) b;
                    }
                    state = afterCommand(b);
                }
                case OPTION -> {
                    sink.negotiated(verb, b);
                    state = State.DATA;
                }
                case SUB -> {
                    if (b == TelnetCodes.IAC) {
                        state = State.SUB_COMMAND;
                    } else {
                        keep(b);
                    }
                }
                case SUB_COMMAND -> {
                    if (b == TelnetCodes.IAC) {
                        keep(b);
                        state = State.SUB;
                    } else {
                        sink.subnegotiated(sub.toByteArray());
                        state = State.DATA;
                    }
                }
            }
        }
        return kept;
    }

    private State afterCommand(int b) {
        if (b == TelnetCodes.SB) {
            sub.reset();
            return State.SUB;
        }
        if (b >= TelnetCodes.WILL && b <= TelnetCodes.DONT) {
            verb = b;
            return State.OPTION;
        }
        return State.DATA;
    }

    private void keep(int b) {
        if (sub.size() < SUB_BYTES) {
            sub.write(b);
        }
    }
}
