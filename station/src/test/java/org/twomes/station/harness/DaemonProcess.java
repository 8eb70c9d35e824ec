package org.twomes.station.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The real daemon, {@code station run}, in a process of its own that can be killed at any moment and started again. */
final class DaemonProcess implements AutoCloseable {
    /** The same as scripts/station gives it. */
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            // Not the one of the tests.
            "-Dlogback.configurationFile=logback.xml",
            "--enable-native-access=ALL-UNNAMED");

    private static final long END_SECONDS = 120;

    private final Path config;
    private final Path data;
    private final Path log;
    private final Supplier<List<String>> options;
    private volatile List<Process> running = List.of();

    /** A daemon with this configuration file, whose data folder is {@code data}; what it says is added to {@code log}. */
    DaemonProcess(Path config, Path data, Path log, StartUp startUp) {
        this(config, data, log, startUp::options);
    }

    /** As above without a class archive, {@code more} being options of Java. */
    DaemonProcess(Path config, Path data, Path log, String... more) {
        this(config, data, log, () -> withOwnClassPath(more));
    }

    private static List<String> withOwnClassPath(String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        // Surefire hides the class path of the tests behind a jar of its own.
        String own = System.getProperty("java.class.path");
        options.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", own)));
        return options;
    }

    /** As above with these options of Java, the class path among them. */
    private DaemonProcess(Path config, Path data, Path log, Supplier<List<String>> options) {
        this.config = config;
        this.data = data;
        this.log = log;
        this.options = options;
    }

    /** Starts it; gives back at once. */
    void start() throws IOException {
        Files.deleteIfExists(addressFile());
        running = List.of(station(List.of("run", "--config", config.toString())));
    }

    /** Runs another command of the station against it; gives its exit code. */
    int command(String... words) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--config", config.toString()));
        Process process = station(arguments);
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("station " + arguments + " does not end");
        }
        return process.exitValue();
    }

    /** Whether its dashboard was opened since its start; boards are taken a moment later. */
    boolean open() {
        return alive() && Files.exists(addressFile());
    }

    boolean alive() {
        return running.stream().anyMatch(Process::isAlive);
    }

    long pid() {
        return running.get(0).pid();
    }

    /** SIGKILL; comes back when it is gone. */
    void kill() {
        running.forEach(Process::destroyForcibly);
        awaitEnd();
    }

    /** SIGTERM; boards under way are finished first. */
    void stop() {
        running.forEach(Process::destroy);
        awaitEnd();
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitEnd() {
        try {
            for (Process process : running) {
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("the daemon does not end; see " + log);
                }
            }
        } catch (InterruptedException e) {
            running.forEach(Process::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private Path addressFile() {
        return data.resolve("server-address");
    }

    private Process station(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(options.get());
        command.add("org.twomes.station.cli.Main");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
