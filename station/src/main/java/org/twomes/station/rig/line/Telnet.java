package org.twomes.station.rig.line;

import java.io.ByteArrayOutputStream;

/** The server's side of a telnet stream (RFC 854), byte by byte and without I/O; written apart from the client's. */
final class Telnet {
    static final int WILL = 251;
    static final int WONT = 252;
    static final int DO = 253;
    static final int DONT = 254;
    static final int BINARY = 0;
    static final int ECHO = 1;
    static final int SUPPRESS_GO_AHEAD = 3;

    private static final int IAC = 255;
    private static final int SB = 250;
    private static final int SE = 240;
    /** Far more than any command of RFC 2217 has. */
    private static final int MOST_IN_SUB = 256;

    /** What the stream holds, in its order. */
    interface Sink {
        void data(byte[] bytes);

        /** WILL, WONT, DO or DONT of an option. */
        void verb(int verb, int option);

        /** The inside of a sub-negotiation, its option first. */
        void sub(byte[] content);
    }

    private enum State {
        DATA,
        AFTER_IAC,
        OPTION,
        IN_SUB,
        IAC_IN_SUB
    }

    private final Sink sink;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sub = new ByteArrayOutputStream();
    private State state = State.DATA;
    private int verb;

    Telnet(Sink sink) {
        this.sink = sink;
    }

    /** Takes the first {@code length} bytes; all of them have reached the sink when it returns. */
    void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            accept(bytes[i] & 0xff);
        }
        flush();
    }

    private void accept(int value) {
        switch (state) {
            case DATA -> {
                if (value == IAC) {
                    state = State.AFTER_IAC;
                } else {
                    data.write(value);
                }
            }
            case AFTER_IAC -> afterIac(value);
            case OPTION -> {
                flush();
                sink.verb(verb, value);
                state = State.DATA;
            }
            case IN_SUB -> {
                if (value == IAC) {
                    state = State.IAC_IN_SUB;
                } else {
                    keep(value);
                }
            }
            case IAC_IN_SUB -> {
                if (value == IAC) {
                    keep(value);
                    state = State.IN_SUB;
                } else {
                    flush();
                    sink.sub(sub.toByteArray());
                    state = State.DATA;
                }
            }
        }
    }

    private void afterIac(int value) {
        switch (value) {
            case IAC -> {
                data.write(IAC);
                state = State.DATA;
            }
            case SB -> {
                sub.reset();
                state = State.IN_SUB;
            }
            case WILL, WONT, DO, DONT -> {
                verb = value;
                state = State.OPTION;
            }
            default -> state = State.DATA;
        }
    }

    private void keep(int value) {
        if (sub.size() < MOST_IN_SUB) {
            sub.write(value);
        }
    }

    private void flush() {
        if (data.size() > 0) {
            sink.data(data.toByteArray());
            data.reset();
        }
    }

    /** Data with IAC doubled. */
    static byte[] escaped(byte[] bytes, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 16);
        for (int i = 0; i < length; i++) {
            out.write(bytes[i]);
            if ((bytes[i] & 0xff) == IAC) {
                out.write(IAC);
            }
        }
        return out.toByteArray();
    }

    /** A verb and its option, once or more: {@code DO, BINARY, WILL, ECHO}. */
    static byte[] verbs(int... verbsAndOptions) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < verbsAndOptions.length; i += 2) {
            out.write(IAC);
            out.write(verbsAndOptions[i]);
            out.write(verbsAndOptions[i + 1]);
        }
        return out.toByteArray();
    }

    /** A sub-negotiation. */
    static byte[] sub(byte... content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(IAC);
        out.write(SB);
        out.writeBytes(escaped(content, content.length));
        out.write(IAC);
        out.write(SE);
        return out.toByteArray();
    }
}
