package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.backoffice.Registration;
import org.twomes.station.backoffice.RegistrationAnswer;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;

/** A server that echoes all that it was sent gives nothing of it away. */
@Tag("rig")
class EchoingBackOfficeTest {
    private static final String ADMIN = "Mg.admin-token-of-the-leak-test-0123456789";
    private static final String TOKEN = "3375550652";

    @TempDir
    Path folder;

    @Test
    void noEchoOfARequestIsInAnAnswer() throws Exception {
        Path token = folder.resolve("token");
        Files.writeString(token, ADMIN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Map<String, byte[]> seen = new LinkedHashMap<>();
        try (EchoServer server = new EchoServer(false)) {
            Path file = folder.resolve("station.yaml");
            Files.writeString(file, "backOffice: {url: \"" + server.url() + "\", tokenFile: token}\n");
            StationConfig config = ConfigFile.load(file);
            TwomesV1Client client = new TwomesV1Client(config.backOffice(), Optional.empty(), Clock.systemUTC());
            for (int turn = 0; turn < EchoServer.ALL; turn++) {
                RegistrationAnswer answer =
                        client.register(new Registration("TWOMES-D3AD48", "Generic-Test", Secret.of(TOKEN)));
                seen.put("answer " + turn, answer.toString().getBytes(StandardCharsets.UTF_8));
            }
            for (int turn = 0; turn < EchoServer.ALL; turn++) {
                seen.put(
                        "existence " + turn,
                        (client.exists("TWOMES-D3AD48").toString() + client.reachable())
                                .getBytes(StandardCharsets.UTF_8));
            }
            assertThat(server.turns()).isGreaterThanOrEqualTo(3 * EchoServer.ALL);
        }
        assertThat(LeakSearch.leaks(Set.of(TOKEN), Map.of("the admin token", ADMIN), seen))
                .isEmpty();
        assertThat(new String(seen.get("answer " + 2 * EchoServer.Form.values().length), StandardCharsets.UTF_8))
                .as("the words that are no secret stay")
                .contains("401 unknown admin token", "TWOMES-D3AD48", "Generic-Test");
    }
}
