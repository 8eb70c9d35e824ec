package org.twomes.station.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.twomes.station.common.OutsideText;

/** Runs programs of the machine. */
final class Programs {
    /** None of them has anything to wait for. */
    private static final int SECONDS = 5;

    private final Machine machine;

    Programs(Machine machine) {
        this.machine = machine;
    }

    /**
     * The result of a program.
     *
     * @param code its exit code
     * @param text its standard output and standard error together
     */
    record Answer(int code, String text) {}

    /** Where the program is; empty when the machine does not have it. */
    private Optional<Path> find(String program) {
        return List.of("usr/bin", "bin", "usr/sbin", "sbin").stream()
                .map(folder -> machine.path(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs it; empty when it is not installed or does not end. */
    Optional<Answer> ask(String program, String... arguments) throws IOException {
        Optional<Path> file = find(program);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path out = Files.createTempFile("station-doctor", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder();
            builder.command().add(file.get().toString());
            builder.command().addAll(List.of(arguments));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(new Answer(
                    process.exitValue(),
                    OutsideText.printable(new String(Files.readAllBytes(out), StandardCharsets.UTF_8))
                            .strip()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            Files.deleteIfExists(out);
        }
    }
}
