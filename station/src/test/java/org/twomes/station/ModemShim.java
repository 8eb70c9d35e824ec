package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs a class of tests in a JVM of its own into which the modem-line shim is preloaded, so that jSerialComm finds DTR and
 * RTS on pseudo-terminals. The preload has to be there when the JVM starts, hence the second one.
 */
public final class ModemShim {
    /** Where the shim looks for the sockets of the ptys. */
    public static final String FOLDER = "TTYMODEM_DIR";

    private static final Path SOURCE = Path.of("src", "test", "c", "ttymodem.c");
    private static final int LIMIT_MINUTES = 5;

    private ModemShim() {}

    /** What a run in the other JVM came to. */
    public record Outcome(int exit, String said) {
        /** All tests passed, and there were {@code count} of them. */
        public void assertPassed(long count) {
            assertThat(exit).as(said).isZero();
            assertThat(said).contains("passed: " + count + System.lineSeparator());
        }
    }

    /**
     * Compiles the shim and runs the tests.
     *
     * @param work a folder for what this needs itself
     * @param modemFolder the shim's folder
     */
    public static Outcome run(Class<?> tests, Path work, Path modemFolder) throws IOException, InterruptedException {
        Path shim = compile(work);
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ModemShim.class.getName(),
                tests.getName());
        java.environment().put("LD_PRELOAD", shim.toString());
        java.environment().put(FOLDER, modemFolder.toString());
        Path log = work.resolve("tests.log");
        int exit = exit(java, log);
        return new Outcome(exit, Files.readString(log));
    }

    /** Compiles the shim into {@code work}; preload what this gives. */
    public static Path compile(Path work) throws IOException, InterruptedException {
        Path shim = work.resolve("libttymodem.so");
        finish(
                new ProcessBuilder(
                        "gcc",
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-Wall",
                        "-Werror",
                        "-o",
                        shim.toString(),
                        SOURCE.toString(),
                        "-ldl"),
                work.resolve("gcc.log"));
        return shim;
    }

    private static void finish(ProcessBuilder builder, Path log) throws IOException, InterruptedException {
        assertThat(exit(builder, log)).as(() -> text(log)).isZero();
    }

    private static int exit(ProcessBuilder builder, Path log) throws IOException, InterruptedException {
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as(() -> "still running: " + text(log))
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The other JVM: runs the named class; exit code 0 when all passed. */
    public static void main(String[] args) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(List.of(DiscoverySelectors.selectClass(args[0])))
                        .build(),
                listener);
        TestExecutionSummary summary = listener.getSummary();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        summary.printFailuresTo(out);
        out.println("passed: " + summary.getTestsSucceededCount());
        System.exit(summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0 ? 0 : 1);
    }
}
