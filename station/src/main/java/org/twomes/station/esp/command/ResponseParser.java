package org.twomes.station.esp.command;

import java.util.Arrays;
import java.util.Optional;
import org.twomes.station.esp.LoaderProtocol;

/** Recognises responses among text and damaged frames. */
public final class ResponseParser {
    private ResponseParser() {}

    /** The response in the first {@code length} bytes of {@code packet}; empty when it is not one. */
    public static Optional<Response> parse(byte[] packet, int length) {
        if (length < LoaderProtocol.HEADER_LENGTH + LoaderProtocol.STUB_STATUS_LENGTH
                || packet[0] != LoaderProtocol.RESPONSE
                || shortAt(packet, 2) != length - LoaderProtocol.HEADER_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new Response(
                packet[1] & 0xFF, wordAt(packet, 4), Arrays.copyOfRange(packet, LoaderProtocol.HEADER_LENGTH, length)));
    }

    private static int shortAt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    private static int wordAt(byte[] bytes, int at) {
        return shortAt(bytes, at) | shortAt(bytes, at + 2) << 16;
    }
}
