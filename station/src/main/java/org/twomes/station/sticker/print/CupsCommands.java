package org.twomes.station.sticker.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.OutsideText;
import org.twomes.station.common.SecretMask;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Runs CUPS' commands in the C locale, with a deadline. {@code folder} is where they are; empty for those on the PATH. */
record CupsCommands(Path folder, Duration deadline) {
    private static final Logger LOG = LoggerFactory.getLogger(CupsCommands.class);
    private static final int MOST_OUTPUT = 1 << 20;

    /** Standard output and errors of a command that ended well, without what is no text. */
    String run(String name, String... arguments) {
        return fed("", name, arguments);
    }

    /**
     * As {@link #run} for a command that reads {@code input} from its standard input.
     *
     * @throws FaultException PRINT_FAILED when it cannot be started or ends with an error; PRINT_UNSURE when it does not end
     */
    String fed(String input, String name, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve(name).toString());
        command.addAll(List.of(arguments));
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            process = builder.start();
        } catch (IOException e) {
            throw failed(name, "cannot be started (" + e.getMessage() + ")");
        }
        write(process.getOutputStream(), input);
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw unsure(name, "did not end within " + deadline.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw unsure(name, "was interrupted");
        }
        String text = output.join();
        if (process.exitValue() != 0) {
            throw failed(name, "ended with " + process.exitValue() + ": " + shown(text));
        }
        return text;
    }

    /**
     * Text of the printing system within a sentence. It was sent labels alone, and a printer that reads them may say an activation
     * token: no number of that length is shown.
     */
    static String shown(String text) {
        return SecretMask.NONE.line(text);
    }

    private static FaultException failed(String name, String what) {
        return new FaultException(FaultCode.PRINT_FAILED, "command " + name + " " + what);
    }

    private static FaultException unsure(String name, String what) {
        return new FaultException(FaultCode.PRINT_UNSURE, "command " + name + " " + what);
    }

    /** A command that ends without reading says why itself. */
    private static void write(OutputStream out, String input) {
        try (out) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("Not all input was read: {}", e.toString());
        }
    }

    private static String read(InputStream in) {
        try (in) {
            return OutsideText.lines(new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8), MOST_OUTPUT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
