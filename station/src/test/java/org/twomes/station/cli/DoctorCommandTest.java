package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.doctor.Finding;
import org.twomes.station.doctor.Severity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code station doctor} as the engineer calls it. */
@Tag("fast")
class DoctorCommandTest {
    @TempDir
    private Path folder;

    @Test
    void itFindsThatNoFirmwareIsChosenAndChangesNothing() throws Exception {
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: data}\nbackOffice: {api: none}\n");
        Cli answer = Cli.run("doctor", "--config", config.toString());
        assertThat(answer.code()).isEqualTo(ExitCode.BROKEN);
        assertThat(answer.out())
                .contains("No firmware is chosen.")
                .contains("station bundle add")
                .containsPattern("\\d+ fine, \\d+ warnings, \\d+ faults");
        assertThat(folder.resolve("data")).doesNotExist();
        JsonNode json = JsonMapper.shared()
                .readTree(Cli.run("doctor", "--json", "--config", config.toString())
                        .out());
        assertThat(json.size()).isGreaterThanOrEqualTo(13);
        assertThat(json.get(0).path("check").asString("")).isEqualTo("data folder");
        json.forEach(row -> assertThat(row.path("severity").asString("")).isIn("FINE", "WARNING", "FAULT"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "FINE, 0",
        "FINE WARNING FINE, 1",
        "WARNING WARNING, 1",
        "FAULT, 3",
        "FAULT WARNING FINE, 3",
        "FINE WARNING FAULT, 3"
    })
    void theExitCodeTellsOfTheWorst(String severities, int code) {
        List<Finding> findings = Stream.of(severities.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> new Finding("check", Severity.valueOf(word), "seen", "remedy"))
                .toList();
        assertThat(DoctorCommand.code(findings)).isEqualTo(code);
    }

    @Test
    void aBrokenConfigurationIsAUsageErrorWithItsPlace() throws Exception {
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "stetion: {data: data}\n");
        Cli answer = Cli.run("doctor", "--config", config.toString());
        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("stetion").contains("1");
    }
}
