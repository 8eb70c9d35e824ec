package org.twomes.station.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files that a station of version 0.1.0 left: its station.yaml and users, its data folder, and what that version itself
 * read from them ({@code expected.json}). {@code MakeOldData.java.txt} beside them is the program that made them.
 */
final class OldData {
    /** An hour after the fixture's last transition: tokens are not due for wiping, and every retry is. */
    private static final Instant NOW = Instant.parse("2026-11-30T23:20:00Z");

    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";

    private final String database;
    private final JsonNode expected;

    /** Of {@code sqlite} or {@code postgresql}. */
    OldData(String database) throws IOException {
        this.database = database;
        this.expected = JsonMapper.shared().readTree(bytes(database + "/expected.json"));
    }

    /** A clock that runs on from a time soon after the old station's end. */
    static Clock clock() {
        return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOW));
    }

    /** Puts station.yaml, users.yaml and the data folder into {@code folder}; gives station.yaml. */
    Path unpack(Path folder) throws IOException {
        Path data = folder.resolve("data");
        privately(data.resolve("token.key"), bytes(database + "/token.key"));
        privately(folder.resolve("users.yaml"), bytes("users.yaml"));
        privately(folder.resolve("admin-token"), "Mg.of-nobody\n".getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(data.resolve("bundles"));
        Files.write(data.resolve("bundles").resolve(BUNDLE), of("/org/twomes/station/rig/" + BUNDLE));
        if (database.equals("sqlite")) {
            Files.write(data.resolve("ledger.sqlite"), bytes("sqlite/ledger.sqlite"));
            privately(data.resolve("sheets/line-1-0001.pdf"), bytes("sqlite/sheets/line-1-0001.pdf"));
        }
        Path yaml = folder.resolve("station.yaml");
        Files.write(yaml, bytes("station.yaml"));
        return yaml;
    }

    Path bundle(Path folder) {
        return folder.resolve("data/bundles").resolve(BUNDLE);
    }

    /** The dump of the old PostgreSQL ledger. */
    String dump() throws IOException {
        return new String(bytes("postgresql/ledger.sql"), StandardCharsets.UTF_8);
    }

    /** Rows of a list that 0.1.0 read, e.g. {@code units}. */
    List<JsonNode> rows(String list) {
        return StreamSupport.stream(expected.path(list).spliterator(), false).toList();
    }

    JsonNode value(String name) {
        return expected.path(name);
    }

    private static void privately(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static byte[] bytes(String name) throws IOException {
        return of("/org/twomes/station/upgrade/v0.1.0/" + name);
    }

    private static byte[] of(String resource) throws IOException {
        try (InputStream in = OldData.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is no " + resource);
            }
            return in.readAllBytes();
        }
    }
}
