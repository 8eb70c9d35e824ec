package org.twomes.station.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What config/prometheus says, by Debian's promtool. */
@Tag("rig")
class PrometheusRulesTest {
    private static final Path SHIPPED = Path.of("..", "config", "prometheus");
    private static final String CASES = "alerts-test.yml";

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        try (InputStream in = PrometheusRulesTest.class.getResourceAsStream(CASES)) {
            Files.write(folder.resolve(CASES), in.readAllBytes());
        }
    }

    @Test
    void theConfigurationAndItsRulesAreValid() throws Exception {
        assertThat(promtool("check", "config", "prometheus.yml")).contains("7 rules found");
    }

    @Test
    void eachAlertFiresWhenItShouldAndOnlyThen() throws Exception {
        assertThat(promtool("test", "rules", CASES)).contains("SUCCESS").doesNotContain("FAILED");
    }

    @Test
    void everyAlertHasACase() throws Exception {
        List<String> alerts = Files.readAllLines(folder.resolve("alerts.yml")).stream()
                .filter(line -> line.strip().startsWith("- alert:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
        String cases = Files.readString(folder.resolve(CASES));
        assertThat(alerts).isNotEmpty().allMatch(alert -> cases.contains("alertname: " + alert + "\n"));
    }

    private String promtool(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        Path output = folder.resolve("promtool.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
