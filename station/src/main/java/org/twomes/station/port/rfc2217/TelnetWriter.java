package org.twomes.station.port.rfc2217;

import java.io.ByteArrayOutputStream;

/** Builds the bytes of one write: data with IAC doubled, negotiations and commands. */
final class TelnetWriter {
    private final ByteArrayOutputStream out;

    TelnetWriter(int expected) {
        out = new ByteArrayOutputStream(expected);
    }

    TelnetWriter data(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if ((bytes[i] & 0xFF) == TelnetCodes.IAC) {
                out.write(bytes, from, i + 1 - from);
                from = i;
            }
        }
        out.write(bytes, from, end - from);
        return this;
    }

    TelnetWriter negotiate(int verb, int option) {
        out.write(TelnetCodes.IAC);
        out.write(verb);
        out.write(option);
        return this;
    }

    /** A COM-PORT-OPTION command; values of several bytes are big-endian. */
    TelnetWriter command(int command, byte... value) {
        out.write(TelnetCodes.IAC);
        out.write(TelnetCodes.SB);
        out.write(TelnetCodes.COM_PORT);
        out.write(command);
        data(value, 0, value.length);
        out.write(TelnetCodes.IAC);
        out.write(TelnetCodes.SE);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
