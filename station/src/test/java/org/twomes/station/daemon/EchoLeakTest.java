package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run of a real daemon against a server that echoes all that it was sent: nothing of it is seen or stored. */
@Tag("rig")
class EchoLeakTest {
    private static final int BOARD = 0xD3AD40;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ECHOES = EchoServer.Form.values().length;

    @TempDir
    Path folder;

    @TempDir
    Path tap;

    private LeakRig rig;
    private EchoServer server;

    @BeforeEach
    void open() throws Exception {
        server = new EchoServer(true);
        rig = new LeakRig(folder, tap, 2);
        String config = Files.readString(rig.config())
                .replaceFirst("url: \"[^\"]*\"", "url: \"" + server.url() + "\"")
                .replace("retryInitialDelay: 1s", "retryInitialDelay: 100ms, retryMaxDelay: 100ms");
        Files.writeString(rig.config(), config);
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.close();
    }

    @Test
    void nothingThatTheServerWasSentIsSeenOrStored() throws Exception {
        for (int slot = 0; slot < 2; slot++) {
            rig.plug(slot, BOARD + slot, "");
        }
        rig.awaitText("/api/slots", "REMOVE_ME");
        await("echoes in every form").atMost(PATIENCE).until(() -> {
            rig.act("registrations/retry", Map.of());
            // The last one is a 401: the line waits for another admin token then.
            return server.turns() > 2 * ECHOES;
        });
        Path log = folder.resolve("data/logs/station.log");
        await("the 401 in the log")
                .atMost(PATIENCE)
                .until(() -> Files.readString(log).contains("401 unknown admin token"));
        Map<String, byte[]> seen = new LinkedHashMap<>(rig.look());
        rig.close();
        seen.put("the pages' live events", rig.events());
        seen.putAll(written());
        TreeSet<String> tokens = LeakSearch.tokens(tap);
        assertThat(tokens).as("tokens that the boards said").hasSize(2);
        assertThat(LeakSearch.leaks(tokens, rig.otherSecrets(), seen)).isEmpty();
    }

    private Map<String, byte[]> written() throws IOException {
        Map<String, byte[]> written = new LinkedHashMap<>(rig.earlier());
        for (Path file : LeakRig.files(folder)) {
            written.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
        assertThat(written.keySet()).contains("data/ledger.sqlite", "data/logs/station.log");
        return written;
    }
}
