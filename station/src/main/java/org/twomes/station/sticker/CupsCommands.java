package org.twomes.station.sticker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs CUPS' commands in the C locale, with a deadline. */
record CupsCommands(Path folder, Duration deadline) {
    private static final int MOST_OUTPUT = 1 << 20;

    /** Standard output and errors of a command that ended well. */
    String run(String name, String... arguments) throws StickerException {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve(name).toString());
        command.addAll(List.of(arguments));
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw failed(
                    name, "cannot be started (" + e.getMessage() + "); install CUPS' client (Debian: cups-client)");
        }
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failed(name, "did not end within " + deadline.toSeconds() + " s; see whether cupsd runs");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw failed(name, "was interrupted; print again");
        }
        String text = output.join();
        if (process.exitValue() != 0) {
            throw failed(name, "ended with " + process.exitValue() + ": " + text.strip());
        }
        return text;
    }

    private static StickerException failed(String name, String what) {
        return new StickerException(StickerFault.PRINT_FAILED, "command " + name + " " + what);
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
