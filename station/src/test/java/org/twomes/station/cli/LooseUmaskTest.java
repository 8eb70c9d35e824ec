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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.twomes.station.cli.live.DaemonClient;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.daemon.log.Logs;
import org.twomes.station.daemon.log.RuntimeLevels;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;

/** A daemon that was started under umask 000 makes files for its owner only. */
@Tag("rig")
class LooseUmaskTest {
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    @TempDir
    Path folder;

    @Test
    void everyFileOfTheDaemonIsForItsOwnerOnly() throws Exception {
        try (Rig rig =
                new Rig(new RigSettings(folder.resolve("rig"), 2, RigSettings.Speed.FAST, 1, OptionalInt.of(0)))) {
            rig.plug(0, BoardModel.usual(0xD3AD48), FaultScript.NONE);
            rig.plug(1, BoardModel.usual(0xD3AD49), FaultScript.parse("no-reply"));
            int port = freePort();
            Path config = config(rig, port);
            Process station = start(Main.class, "run", "--config", config.toString());
            try {
                finish(
                        new DaemonClient(URI.create("http://127.0.0.1:" + port), Optional.empty(), Optional.empty()),
                        station);
                assertThat(loose(folder.resolve("data"))).isEmpty();
                assertThat(names(folder.resolve("data")))
                        .contains("ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "token.key", "station.log")
                        .anyMatch(name -> name.endsWith(".pdf"))
                        .anyMatch(name -> name.endsWith("NO_REPLY.log"));
            } finally {
                station.destroy();
                assertThat(station.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
            assertThat(loose(folder.resolve("data"))).as("after its end").isEmpty();
        }
    }

    /** One board on a sheet that is printed, and one that failed. */
    private void finish(DaemonClient daemon, Process station) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(station.isAlive())
                    .as(Files.readString(folder.resolve("output")))
                    .isTrue();
            try {
                List<String> phases = daemon.get("/api/slots")
                        .valueStream()
                        .map(slot -> slot.path("phase").asString(""))
                        .toList();
                return phases.stream().anyMatch("FAILED"::equals)
                        && phases.stream().anyMatch(phase -> phase.equals("DONE") || phase.equals("REMOVE_ME"));
            } catch (UncheckedIOException e) {
                return false;
            }
        });
        assertThat(daemon.act("/api/sheets/flush", Map.of()).done()).isTrue();
    }

    private Path config(Rig rig, int port) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, OWNER);
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, """
                station: {name: bench, data: data}
                backOffice: {api: none}
                bundle: {name: %s}
                ports: {include: [nothing], rfc2217: ["%s", "%s"]}
                pipeline: {attempts: 1}
                loader: {connectAttempts: 1}
                dashboard: {port: %d}
                """.formatted(
                        BUNDLE,
                        rig.networkAddress(0).orElseThrow(),
                        rig.networkAddress(1).orElseThrow(),
                        port));
        Path file = folder.resolve(BUNDLE);
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(in, file);
        }
        Process added = start(Main.class, "bundle", "add", file.toString(), "--config", config.toString());
        assertThat(added.waitFor()).isZero();
        // Bundles are no secret: whoever adds one may be somebody else than the service.
        return config;
    }

    @Test
    void aLogThatIsClosedAndCompressedIsToo() throws Exception {
        Process rotation = start(Rotation.class, folder.toString());
        assertThat(rotation.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(names(folder.resolve("logs")))
                .as(Files.readString(folder.resolve("output")))
                .anyMatch(name -> name.endsWith(".log.gz"));
        assertThat(loose(folder.resolve("logs"))).isEmpty();
    }

    /** Makes a log as the daemon does, and closes it. */
    static final class Rotation {
        private Rotation() {}

        public static void main(String[] args) throws Exception {
            FileMask.ownerOnly();
            Logs.start(ConfigFile.defaults(Map.of("station.data", args[0], "log.fileMb", "1")));
            RuntimeLevels.context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender("console");
            // A board's own lines: of others so many are not written.
            MDC.put("slot", "A1");
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                LoggerFactory.getLogger(Rotation.class).info("x".repeat(100_000));
                return names(Path.of(args[0], "logs")).stream().anyMatch(name -> name.endsWith(".log.gz"));
            });
            Logs.stop();
        }
    }

    /** What others than its owner have a right to, with its mode. */
    private static List<String> loose(Path top) throws Exception {
        List<String> loose = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(top)) {
            for (Path each :
                    walk.filter(path -> !path.toString().contains("bundles")).toList()) {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(each);
                if (!OWNER.containsAll(mode)) {
                    loose.add(PosixFilePermissions.toString(mode) + " " + each);
                }
            }
        }
        return loose;
    }

    private static List<String> names(Path top) throws Exception {
        try (Stream<Path> walk = Files.walk(top)) {
            return walk.map(path -> path.getFileName().toString()).toList();
        }
    }

    private Process start(Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "umask 000; exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** What this test itself runs on. */
    private static String classPath() {
        if (LooseUmaskTest.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
