package org.twomes.station.doctor;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * The age of the program: an old package has libraries and a Java runtime with known faults.
 *
 * @param built when, as the build wrote it into the jar; empty when the program runs out of a build folder
 */
record AgeCheck(Optional<Instant> built, Clock clock) implements Check {
    /** By then Java has had four security updates, and the libraries have had some. */
    static final Duration OLD = Duration.ofDays(365);

    /** In the jar's manifest (station/pom.xml). */
    private static final String BUILT = "Built";

    /** The date of the jar that this class was read from. */
    static Optional<Instant> ofThisProgram() {
        CodeSource source = AgeCheck.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The date in the manifest of a jar; empty for a folder, and for a jar without one. */
    static Optional<Instant> of(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return Optional.empty();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue(BUILT))
                    .map(Instant::parse);
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "age";
    }

    @Override
    public List<Finding> look() {
        if (built.isEmpty()) {
            return List.of(Finding.fine(name(), "A build without a date."));
        }
        String day = built.get().atZone(ZoneOffset.UTC).toLocalDate().toString();
        return List.of(
                clock.instant().isAfter(built.get().plus(OLD))
                        ? Finding.warning(
                                name(),
                                "This program was built on " + day
                                        + ", more than a year ago: it lacks later security fixes of its libraries and"
                                        + " its Java runtime.",
                                "Install a newer package, or build one from newer sources with scripts/package.")
                        : Finding.fine(name(), "Built on " + day + "."));
    }
}
