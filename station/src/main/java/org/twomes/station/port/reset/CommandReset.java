package org.twomes.station.port.reset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.twomes.station.common.SecretMask;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** Reset by an external program of the fixture, called with the port and {@code loader} or {@code run}. */
public final class CommandReset implements Reset {
    /** A relay switches in some ms and an HTTP-controlled one in a second or two. */
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Interval at which the program's output is read, so that it never blocks on a full pipe (64 KiB on Linux). */
    private static final Duration EMPTY_PIPE = Duration.ofMillis(100);

    /** Longest part of the program's error output in a message. */
    private static final int ERROR_BYTES = 500;

    private final String program;
    private final Duration deadline;
    private final Supplier<SecretMask> secrets;

    public CommandReset(String program, Duration deadline, Supplier<SecretMask> secrets) {
        this.program = program;
        this.deadline = deadline;
        this.secrets = secrets;
    }

    @Override
    public void intoLoader(SerialLink link, int attempt) {
        call(link, "loader");
    }

    @Override
    public void run(SerialLink link) {
        call(link, "run");
    }

    private void call(SerialLink link, String mode) {
        String shown = "reset program '" + program + " " + link.address() + " " + mode + "'";
        Process process = start(link, mode, shown);
        ByteArrayOutputStream errorOutput = new ByteArrayOutputStream();
        try {
            if (!ends(process, link, errorOutput)) {
                throw new FaultException(
                        FaultCode.RESET_FAILED,
                        link.address(),
                        shown + " did not end within " + deadline.toMillis() + " ms" + errorText(errorOutput));
            }
            if (process.exitValue() != 0) {
                throw new FaultException(
                        FaultCode.RESET_FAILED,
                        link.address(),
                        shown + " ended with code " + process.exitValue() + errorText(errorOutput));
            }
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.RESET_FAILED, link.address(), shown + ": its output could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(FaultCode.PORT_CLOSED, link.address(), "interrupted during " + shown, e);
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private Process start(SerialLink link, String mode, String shown) {
        try {
            Process process = new ProcessBuilder(program, link.address(), mode)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.RESET_FAILED, link.address(), shown + " could not be started: " + e.getMessage(), e);
        }
    }

    private boolean ends(Process process, SerialLink link, ByteArrayOutputStream errorOutput)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        boolean ended = false;
        while (!ended && System.nanoTime() < end) {
            long wait = Math.min(EMPTY_PIPE.toNanos(), end - System.nanoTime());
            ended = process.waitFor(wait, TimeUnit.NANOSECONDS);
            // Only available bytes: a child of the program may hold the pipe open for ever.
            InputStream errors = process.getErrorStream();
            byte[] bytes = errors.readNBytes(errors.available());
            errorOutput.write(bytes, 0, Math.min(bytes.length, ERROR_BYTES - errorOutput.size()));
            if (!ended) {
                // Ends the wait when the board was unplugged or its run cancelled.
                link.check();
            }
        }
        return ended;
    }

    private String errorText(ByteArrayOutputStream errorOutput) {
        String text = secrets.get().line(errorOutput.toString(StandardCharsets.UTF_8), ERROR_BYTES);
        return text.isEmpty() ? "" : ": " + text;
    }

    @Override
    public boolean automatic() {
        return true;
    }
}
