package org.twomes.station.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.twomes.station.common.ConfigProblem;

/** Any file as configuration: read, or complained about with a place and words. */
public final class ConfigFuzz {
    private static final Path FILE = temporary();

    private ConfigFuzz() {}

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("fuzz", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Files.write(FILE, data);
        try {
            ConfigFile.load(FILE);
        } catch (ConfigException e) {
            if (e.problems().isEmpty()) {
                throw new IllegalStateException("a complaint about nothing", e);
            }
            for (ConfigProblem problem : e.problems()) {
                if (problem.message().isBlank() || problem.line() < 0 || problem.column() < 0) {
                    throw new IllegalStateException("a complaint without words or place: " + problem, e);
                }
            }
        }
    }
}
