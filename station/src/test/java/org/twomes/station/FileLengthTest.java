package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file that outgrows a few screens holds more than one idea. */
class FileLengthTest {
    private static final int MOST_LINES = 330;
    private static final Path SOURCES = Path.of("src", "main", "java");

    @Test
    void noMainFileIsTooLong() throws IOException {
        try (Stream<Path> walk = Files.walk(SOURCES)) {
            List<Path> files =
                    walk.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(files).isNotEmpty();
            assertThat(files.stream().filter(file -> lines(file) > MOST_LINES)).isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
