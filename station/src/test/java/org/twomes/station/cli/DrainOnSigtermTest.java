package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.ModemShim;
import org.twomes.station.cli.live.DaemonClient;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A daemon in a process of its own is told to stop in the middle of boards. */
@Tag("crash")
class DrainOnSigtermTest {
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A JVM that ended by SIGTERM: 128 + 15. */
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void boardsUnderWayAreFinishedFirstHoweverOftenItIsToldToStop() throws Exception {
        try (Rig rig = realtimeRig(3, OptionalInt.of(0))) {
            int port = freePort();
            String network = "include: [ttyUSB1, ttyUSB2], rfc2217: [\""
                    + rig.networkAddress(0).orElseThrow() + "\"], ";
            Path config = config(network + localPorts(), port, "120s");
            add(config);
            Process station = start(config, rig);
            try {
                awaitRunning(daemon(port), station, 3);
                station.destroy();
                // A second SIGTERM in the middle of the first one's work changes nothing.
                await().atMost(PATIENCE).until(() -> log().contains("Stopping: boards under way are finished first"));
                signal(station, "TERM");
                assertTerminated(station);
            } finally {
                station.destroyForcibly();
            }
            assertThat(units(config))
                    .extracting(
                            unit -> unit.path("state").asString(),
                            unit -> unit.path("attempts").asInt())
                    .as(log())
                    .containsExactly(tuple("LABELLED", 1), tuple("LABELLED", 1), tuple("LABELLED", 1));
            assertThat(log()).doesNotContain("UNPLUGGED");
        }
    }

    @Test
    void aBoardThatIsNotFinishedInTimeFailsAsStopped() throws Exception {
        try (Rig rig = realtimeRig(1, OptionalInt.empty())) {
            int port = freePort();
            Path config = config(localPorts(), port, "1s");
            add(config);
            Process station = start(config, rig);
            try {
                awaitRunning(daemon(port), station, 1);
                station.destroy();
                assertTerminated(station);
            } finally {
                station.destroyForcibly();
            }
            assertThat(log()).contains("STATION_STOPPED on the way to").doesNotContain("UNPLUGGED");
            assertThat(units(config))
                    .extracting(unit -> unit.path("state").asString())
                    .containsExactly("FAILED");
        }
    }

    @Test
    void flashFinishesItsBoardFirst() throws Exception {
        try (Rig rig = realtimeRig(1, OptionalInt.empty())) {
            Path config = config(localPorts(), freePort(), "120s");
            Process flash = start(
                    rig,
                    "flash",
                    "--port",
                    folder.resolve("rig/dev/ttyUSB0").toString(),
                    "--bundle",
                    bundle().toString(),
                    "--config",
                    config.toString());
            try {
                await().atMost(PATIENCE).until(() -> {
                    assertThat(flash.isAlive()).as(log()).isTrue();
                    return log().contains("erasing") || log().contains("writing");
                });
                flash.destroy();
                assertTerminated(flash);
            } finally {
                flash.destroyForcibly();
            }
            assertThat(log()).contains("TWOMES-D3AD48: done");
            assertThat(units(config))
                    .extracting(unit -> unit.path("state").asString())
                    .containsExactly("LABELLED");
        }
    }

    /** Boards that take some twenty seconds: long enough to be met in the middle. */
    private Rig realtimeRig(int boards, OptionalInt network) throws Exception {
        Rig rig = new Rig(new RigSettings(folder.resolve("rig"), boards, RigSettings.Speed.REALTIME, 1, network));
        for (int slot = 0; slot < boards; slot++) {
            rig.plug(slot, BoardModel.usual(0xD3AD48 + slot));
        }
        return rig;
    }

    private static DaemonClient daemon(int port) {
        return new DaemonClient(URI.create("http://127.0.0.1:" + port), Optional.empty(), Optional.empty());
    }

    private void add(Path config) throws Exception {
        Cli added = Cli.run("bundle", "add", bundle().toString(), "--config", config.toString());
        assertThat(added.code()).as(added.err()).isZero();
    }

    private static void assertTerminated(Process station) throws Exception {
        assertThat(station.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(station.exitValue()).isEqualTo(TERMINATED);
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static JsonNode units(Path config) {
        return JsonMapper.shared()
                .readTree(Cli.run("units", "--json", "--config", config.toString())
                        .out());
    }

    /** Until so many boards are being erased or written. */
    private void awaitRunning(DaemonClient daemon, Process station, int boards) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(station.isAlive()).as(log()).isTrue();
            try {
                return daemon.get("/api/slots")
                                .valueStream()
                                .filter(slot -> slot.path("phase").asString("").equals("RUNNING")
                                        && slot.path("stage").asString("").equals("PROGRAMMED"))
                                .count()
                        == boards;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    private String localPorts() {
        return "deviceRoot: \"" + folder.resolve("rig/dev") + "\", sysRoot: \"" + folder.resolve("rig/sys") + "\"";
    }

    private Path config(String ports, int port, String drain) throws Exception {
        Path config = folder.resolve("station.yaml");
        Files.writeString(
                config,
                "station: {name: bench, data: data}\nbackOffice: {api: none}\nbundle: {name: " + BUNDLE + "}\nports: {"
                        + ports + "}\ndashboard: {port: " + port + "}\npipeline: {drain: " + drain + "}\n");
        return config;
    }

    private Path bundle() throws Exception {
        Path file = folder.resolve(BUNDLE);
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private Process start(Path config, Rig rig) throws Exception {
        return start(rig, "run", "--config", config.toString());
    }

    /** The program with DTR and RTS on the rig's pseudo-terminals. */
    private Process start(Rig rig, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("station.log").toFile());
        builder.environment().put("LD_PRELOAD", ModemShim.compile(folder).toString());
        builder.environment().put(ModemShim.FOLDER, rig.modemFolder().toString());
        return builder.start();
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
