package org.twomes.station.esp.command;

import java.util.Arrays;
import org.twomes.station.esp.LoaderProtocol;

/**
 * An answer from the board.
 *
 * @param opcode the command that it answers
 * @param value the value field: the word read by READ_REG, else without meaning
 * @param body payload, then status bytes (two from the stub, four from the ROM)
 */
public record Response(int opcode, int value, byte[] body) {

    /** The error code behind {@code payloadLength} bytes of payload; 0 when the command was done. */
    public int error(int payloadLength) {
        int at = body.length >= payloadLength + LoaderProtocol.STUB_STATUS_LENGTH ? payloadLength : 0;
        if (body.length < at + LoaderProtocol.STUB_STATUS_LENGTH) {
            return LoaderProtocol.ERROR_INVALID_MESSAGE;
        }
        int first = body[at] & 0xFF;
        int second = body[at + 1] & 0xFF;
        if (first == LoaderProtocol.STATUS_FAILED) {
            return second == 0 ? LoaderProtocol.ERROR_FAILED_TO_ACT : second;
        }
        if (first == LoaderProtocol.STATUS_OK && body.length < payloadLength + LoaderProtocol.STUB_STATUS_LENGTH) {
            return LoaderProtocol.ERROR_INVALID_MESSAGE;
        }
        return first;
    }

    /** The first {@code length} bytes of the body. */
    public byte[] payload(int length) {
        return Arrays.copyOf(body, length);
    }
}
