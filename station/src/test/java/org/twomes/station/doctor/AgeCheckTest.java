package org.twomes.station.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor says when the program is old. */
@Tag("fast")
class AgeCheckTest {
    @TempDir
    Path folder;

    private Path jar(String built) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Built", built);
        Path jar = folder.resolve("a.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.flush();
        }
        return jar;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T00:00:00Z, 2027-11-24T00:00:00Z, FINE",
        "2026-11-24T00:00:00Z, 2027-11-24T00:00:01Z, WARNING",
        "2026-11-24T00:00:00Z, 2026-11-01T00:00:00Z, FINE"
    })
    void aYearIsOld(String built, Instant now, Severity severity) throws Exception {
        Optional<Instant> date = AgeCheck.of(jar(built));
        assertThat(date).contains(Instant.parse(built));
        Finding finding =
                new AgeCheck(date, Clock.fixed(now, ZoneOffset.UTC)).look().get(0);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.what()).contains("2026-11-24");
    }

    @Test
    void whatHasNoDateHasNone() throws Exception {
        assertThat(AgeCheck.of(jar("yesterday"))).isEmpty();
        assertThat(AgeCheck.of(folder)).isEmpty();
        assertThat(AgeCheck.of(folder.resolve("none"))).isEmpty();
        assertThat(new AgeCheck(Optional.empty(), Clock.systemUTC())
                        .look()
                        .get(0)
                        .severity())
                .isEqualTo(Severity.FINE);
    }

    @Test
    void theBuildWritesTheDate() throws Exception {
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<Built>${project.build.outputTimestamp}</Built>");
    }
}
