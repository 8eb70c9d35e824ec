package org.twomes.station.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The rig's process as the benchmarks hold it: started, told what to do over its control socket, ended. */
final class RigProcess implements AutoCloseable {
    private static final String ADMIN_TOKEN = "Mg.bench-admin-token-of-the-fake-back-office";
    /** First MAC tail; each board of a run has another, so that none is known. */
    private static final int FIRST_MAC_TAIL = 0x100000;

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int END_SECONDS = 10;
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final Process process;
    private final Path folder;
    private final Path tokenFile;
    private final URI backOffice;
    private final RigChannel channel;
    private int macTail = FIRST_MAC_TAIL;

    RigProcess(Path parent, int slots) throws IOException {
        // The nodes of a real /dev and /sys need no disk either.
        folder = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "twomes-bench-rig-")
                : Files.createDirectories(parent.resolve("rig"));
        tokenFile = parent.resolve("admin-token");
        Files.createFile(tokenFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, ADMIN_TOKEN + "\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx3g",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.nodelay=true",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstation.log.console=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                BenchRig.class.getName()));
        command.addAll(List.of(folder.toString(), Integer.toString(slots), tokenFile.toString()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String first;
        try (Deadline starts = new Deadline(START, () -> "the rig's process to start")) {
            first = new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
        }
        if (first == null || !first.startsWith("url ")) {
            throw new IOException("the rig does not start: it says " + first);
        }
        backOffice = URI.create(first.substring("url ".length()));
        channel = new RigChannel(socket());
    }

    Path folder() {
        return folder;
    }

    Path socket() {
        return folder.resolve("control.sock");
    }

    Path tokenFile() {
        return tokenFile;
    }

    URI backOffice() {
        return backOffice;
    }

    /** Makes a board ready that nobody has seen before. */
    void take(int slot, String faults) throws IOException {
        ask(String.format(Locale.ROOT, "take %d %06X %s", slot, macTail++, faults)
                .strip());
    }

    /** Plugs the board that was made ready for the slot; gives its node. The caller has a limit: one here would cost a thread. */
    String plug(int slot) throws IOException {
        return channel.say("plug " + slot);
    }

    void unplug(int slot) throws IOException {
        ask("unplug " + slot);
    }

    void reset(String node, boolean intoLoader) throws IOException {
        ask("reset " + node + (intoLoader ? " loader" : " run"));
    }

    /** CPU that the rig has taken so far: the station has the rest of the machine. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    private String ask(String words) throws IOException {
        try (Deadline answers = new Deadline(ANSWER, () -> "the rig's answer to '" + words + "'")) {
            return channel.say(words);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        BenchMain.delete(folder);
    }
}
