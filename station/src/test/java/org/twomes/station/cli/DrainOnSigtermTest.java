package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A daemon in a process of its own is told to stop in the middle of a board. */
class DrainOnSigtermTest {
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A JVM that ended by SIGTERM: 128 + 15. */
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void theBoardUnderWayIsFinishedFirst() throws Exception {
        try (Rig rig =
                new Rig(new RigSettings(folder.resolve("rig"), 1, RigSettings.Speed.FAST, 1, OptionalInt.of(0)))) {
            // Three blocks of two seconds each to erase: long enough to be met in the middle.
            rig.plug(0, BoardModel.usual(0xD3AD48), FaultScript.parse("used 192, slow-erase"));
            int port = freePort();
            Path config = config(rig.networkAddress(0).orElseThrow(), port);
            Cli added = Cli.run("bundle", "add", bundle().toString(), "--config", config.toString());
            assertThat(added.code()).as(added.err()).isZero();
            Process station = start(config);
            try {
                awaitRunning(
                        new Daemon(URI.create("http://127.0.0.1:" + port), Optional.empty(), Optional.empty()),
                        station);
                station.destroy();
                assertThat(station.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(station.exitValue()).isEqualTo(TERMINATED);
            } finally {
                station.destroyForcibly();
            }
            JsonNode units = JsonMapper.shared()
                    .readTree(Cli.run("units", "--json", "--config", config.toString())
                            .out());
            assertThat(units).hasSize(1);
            assertThat(units.get(0).path("name").asString()).isEqualTo("TWOMES-D3AD48");
            assertThat(units.get(0).path("state").asString()).isEqualTo("LABELLED");
            assertThat(units.get(0).path("attempts").asInt()).isEqualTo(1);
        }
    }

    private void awaitRunning(Daemon daemon, Process station) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(station.isAlive()).as(log()).isTrue();
            try {
                return daemon.get("/api/slots")
                        .valueStream()
                        .anyMatch(slot -> slot.path("phase").asString("").equals("RUNNING")
                                && slot.path("stage").asString("").equals("CONNECTED"));
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    private Path config(String address, int port) throws Exception {
        Path config = folder.resolve("station.yaml");
        Files.writeString(
                config,
                "station: {name: bench, data: data}\nbackOffice: {api: none}\nbundle: {name: " + BUNDLE
                        + "}\nports: {include: [nothing], rfc2217: [\"" + address + "\"]}\ndashboard: {port: " + port
                        + "}\n");
        return config;
    }

    private Path bundle() throws Exception {
        Path file = folder.resolve(BUNDLE);
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(in, file);
        }
        return file;
    }

    private Process start(Path config) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        Main.class.getName(),
                        "run",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("station.log").toFile())
                .start();
    }

    /** What this test itself runs on. */
    private static String classPath() {
        if (DrainOnSigtermTest.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private String log() throws Exception {
        Path log = folder.resolve("station.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
