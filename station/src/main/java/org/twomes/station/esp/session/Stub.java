package org.twomes.station.esp.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.twomes.station.esp.chip.Chips;
import org.twomes.station.esp.chip.LoaderRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Espressif's flasher stub for one kind of chip, from the npm package esptool-js, packed into the jar by the build.
 *
 * @param entry address at which it starts
 * @param text code segment and its address
 * @param data data segment and its address
 */
public record Stub(int entry, Segment text, Segment data) {
    private static final String FOLDER = "/org/twomes/station/esp/stub/";

    /** Bytes for an address in RAM. */
    public record Segment(int address, byte[] bytes) {}

    private static final class Bundled {
        static final Map<String, Stub> STUBS = Chips.ALL.stream()
                .flatMap(chip -> chip.loader().stubs().stream())
                .map(LoaderRules.StubFrom::name)
                .collect(Collectors.toUnmodifiableMap(name -> name, Stub::read));
    }

    /**
     * The stub in the jar.
     *
     * @param name as esptool-js names its file, e.g. {@code esp32c3}; one of {@link LoaderRules#stubs()}
     */
    public static Stub bundled(String name) {
        Stub stub = Bundled.STUBS.get(name);
        if (stub == null) {
            throw new IllegalArgumentException("no chip has a flasher stub " + name);
        }
        return stub;
    }

    private static Stub read(String name) {
        String resource = FOLDER + name + ".json";
        try (InputStream in = Stub.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "flasher stub " + resource + " is not in the jar: build it again with npm at hand");
            }
            JsonNode json = JsonMapper.shared().readTree(in);
            return new Stub(json.required("entry").intValue(), segment(json, "text"), segment(json, "data"));
        } catch (IOException e) {
            throw new UncheckedIOException("flasher stub " + resource + " cannot be read from the jar", e);
        }
    }

    private static Segment segment(JsonNode json, String name) {
        return new Segment(
                json.required(name + "_start").intValue(),
                Base64.getDecoder().decode(json.required(name).stringValue()));
    }
}
