package org.twomes.station.daemon;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.log.Logs;
import org.twomes.station.daemon.service.ServiceNotify;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortWatch;
import org.twomes.station.rig.RigReset;

/** The daemon as a process of its own, on the ptys of a rig in this one; what it prints goes into files. */
public final class RigDaemon implements AutoCloseable {
    /** The last line of a dump but for the heap's figures. */
    private static final String DUMP_ENDS = "JNI global refs";

    private final Process process;
    private final Path printed;

    /**
     * Starts it.
     *
     * @param config its configuration
     * @param rigSocket control socket of the rig, for resets
     * @param tap folder for what the boards say
     * @param out folder for what it prints, and its temporary folder
     * @param options of its Java runtime
     */
    RigDaemon(Path config, Path rigSocket, Path tap, Path out, String... options) throws IOException {
        Path temporary = Files.createDirectories(out.resolve("tmp"));
        Files.createDirectories(tap);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath(),
                RigDaemon.class.getName(),
                config.toString(),
                rigSocket.toString(),
                tap.toString()));
        String run = "run-" + System.nanoTime();
        printed = out.resolve(run + ".stdout");
        process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(out.resolve(run + ".stderr").toFile())
                .start();
    }

    /** Wherever the tests were started from. */
    private static String classPath() {
        ClassLoader loader = RigDaemon.class.getClassLoader();
        if (loader instanceof URLClassLoader urls) {
            return Arrays.stream(urls.getURLs())
                    .map(url -> Path.of(url.getPath()).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Its number among the machine's processes. */
    long pid() {
        return process.pid();
    }

    /** SIGQUIT: the Java runtime writes the stacks of all threads, in its own time; they are written when this returns. */
    public void dumpThreads() throws Exception {
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                .start()
                .waitFor();
        await("the dump of all threads")
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        Files.readString(printed, StandardCharsets.ISO_8859_1).contains(DUMP_ENDS));
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; it drains. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Whether the configuration says how this slot's boards are reset; else the rig does it. */
    private static boolean own(StationConfig config, DetectedPort port) {
        return config.ports().slots().stream()
                .anyMatch(slot ->
                        slot.path().equals(port.slotPath()) && slot.reset().isPresent());
    }

    /** The other process. */
    public static void main(String[] arguments) throws Exception {
        StationConfig config = ConfigFile.load(Path.of(arguments[0]));
        RigReset reset = new RigReset(Path.of(arguments[1]));
        Path tap = Path.of(arguments[2]);
        Links links = new Links();
        StationEnvironment environment = new StationEnvironment(
                (address, rate) ->
                        new TappedLink(links.open(address, rate), tap.resolve(address.replaceAll("\\W+", "-"))),
                (now, port, prompt) -> own(now, port) ? Assembly.resets().choose(now, port, prompt) : reset,
                PortWatch.on("Linux", config.ports(), links),
                new TwomesV1Client(config.backOffice()),
                Clock.systemUTC(),
                new SecureRandom()::nextDouble);
        try (StopSignal stop = new StopSignal();
                ServiceNotify service =
                        new ServiceNotify(Map.of(), ProcessHandle.current().pid())) {
            Logs.start(config);
            Station station = Assembly.station(config, environment, Bundles.pinned(config));
            Daemon.serve(station, service, stop.asked());
        }
    }
}
