package org.twomes.station.esp.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Espressif's flasher stub for the ESP32, from the npm package esptool-js, packed into the jar by the build.
 *
 * @param entry address at which it starts
 * @param text code segment and its address
 * @param data data segment and its address
 */
public record Stub(int entry, Segment text, Segment data) {
    private static final String RESOURCE = "/org/twomes/station/esp/stub/esp32.json";

    /** Bytes for an address in RAM. */
    public record Segment(int address, byte[] bytes) {}

    private static final class Bundled {
        static final Stub STUB = read();
    }

    /** The stub in the jar. */
    public static Stub bundled() {
        return Bundled.STUB;
    }

    private static Stub read() {
        try (InputStream in = Stub.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "flasher stub " + RESOURCE + " is not in the jar: build it again with npm at hand");
            }
            JsonNode json = JsonMapper.shared().readTree(in);
            return new Stub(json.required("entry").intValue(), segment(json, "text"), segment(json, "data"));
        } catch (IOException e) {
            throw new UncheckedIOException("flasher stub " + RESOURCE + " cannot be read from the jar", e);
        }
    }

    private static Segment segment(JsonNode json, String name) {
        return new Segment(
                json.required(name + "_start").intValue(),
                Base64.getDecoder().decode(json.required(name).stringValue()));
    }
}
