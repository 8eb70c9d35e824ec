package org.twomes.station.port.reset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.twomes.station.common.SecretMask;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.LinkFault;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** By a program of the fixture, called with the port and {@code loader} or {@code run}. */
public final class CommandReset implements Reset {
    /** A relay switches in some ms and an HTTP-controlled one in a second or two. */
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    /** A chatty program must not stall on a full pipe (64 KiB on Linux), so it is emptied this often. */
    private static final Duration EMPTY_PIPE = Duration.ofMillis(100);

    /** As much of the program's complaint as fits an operator's screen. */
    private static final int COMPLAINT_BYTES = 500;

    private final String program;
    private final Duration deadline;
    private final Supplier<SecretMask> secrets;

    public CommandReset(String program, Duration deadline, Supplier<SecretMask> secrets) {
        this.program = program;
        this.deadline = deadline;
        this.secrets = secrets;
    }

    @Override
    public void intoLoader(SerialLink link, int attempt) throws LinkException {
        call(link, "loader");
    }

    @Override
    public void run(SerialLink link) throws LinkException {
        call(link, "run");
    }

    private void call(SerialLink link, String mode) throws LinkException {
        String shown = "reset program '" + program + " " + link.address() + " " + mode + "'";
        Process process;
        try {
            process = new ProcessBuilder(program, link.address(), mode)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new LinkException(
                    LinkFault.RESET_FAILED, link.address(), shown + " could not be started: " + e.getMessage(), e);
        }
        ByteArrayOutputStream complaint = new ByteArrayOutputStream();
        try {
            if (!ends(process, link, complaint)) {
                throw new LinkException(
                        LinkFault.RESET_FAILED,
                        link.address(),
                        shown + " did not end within " + deadline.toMillis() + " ms" + said(complaint));
            }
            if (process.exitValue() != 0) {
                throw new LinkException(
                        LinkFault.RESET_FAILED,
                        link.address(),
                        shown + " ended with code " + process.exitValue() + said(complaint));
            }
        } catch (LinkException e) {
            throw e;
        } catch (IOException e) {
            throw new LinkException(LinkFault.RESET_FAILED, link.address(), shown + " could not be followed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(LinkFault.CLOSED, link.address(), "interrupted during " + shown, e);
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private boolean ends(Process process, SerialLink link, ByteArrayOutputStream complaint)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        boolean ended = false;
        while (!ended && System.nanoTime() < end) {
            long wait = Math.min(EMPTY_PIPE.toNanos(), end - System.nanoTime());
            ended = process.waitFor(wait, TimeUnit.NANOSECONDS);
            // Only what is there: a child of the program may hold the pipe open for ever.
            InputStream errors = process.getErrorStream();
            byte[] bytes = errors.readNBytes(errors.available());
            complaint.write(bytes, 0, Math.min(bytes.length, COMPLAINT_BYTES - complaint.size()));
            if (!ended) {
                // The board was pulled, or its run was ended: nobody waits for the relay any more.
                link.check();
            }
        }
        return ended;
    }

    private String said(ByteArrayOutputStream complaint) {
        String text = secrets.get().line(complaint.toString(StandardCharsets.UTF_8), COMPLAINT_BYTES);
        return text.isEmpty() ? "" : ": " + text;
    }

    @Override
    public boolean automatic() {
        return true;
    }
}
