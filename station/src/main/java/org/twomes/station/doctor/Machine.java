package org.twomes.station.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files in which a Linux machine shows its state (/proc, /etc, ...).
 *
 * @param root where the file system starts: {@code /}, or a folder in tests
 */
public record Machine(Path root) {
    /** This machine. */
    public static Machine here() {
        return new Machine(Path.of("/"));
    }

    /** A file or folder by its path without the leading slash. */
    Path path(String path) {
        return root.resolve(path);
    }

    /** The text of a small file, without the blanks around it; empty when it is not there or may not be read. */
    Optional<String> text(String path) {
        return text(path(path));
    }

    static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number in a small file; empty when there is none. */
    static Optional<Integer> number(Path file) {
        return text(file).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    /** What is in a folder, sorted by name; nothing when it is not there. */
    List<Path> list(String folder) {
        return list(path(folder));
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Whether a process of this name runs; the kernel keeps 15 characters of it (proc(5), comm). */
    boolean runs(String program) {
        return list("proc").stream()
                .filter(folder -> nameOf(folder).matches("\\d+"))
                .anyMatch(folder ->
                        text(folder.resolve("comm")).filter(program::equals).isPresent());
    }

    /** Rules files of udev by name, those of the administrator before those of packages (udev(7)). */
    List<Path> udevRules() {
        List<Path> rules = new ArrayList<>();
        for (String folder :
                List.of("etc/udev/rules.d", "run/udev/rules.d", "usr/lib/udev/rules.d", "lib/udev/rules.d")) {
            for (Path file : list(folder)) {
                boolean hidden = rules.stream().anyMatch(other -> nameOf(other).equals(nameOf(file)));
                if (!hidden) {
                    rules.add(file);
                }
            }
        }
        return rules;
    }
}
