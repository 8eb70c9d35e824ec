package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class CronTextTest {
    @TempDir
    private Path folder;

    private Path file(String cron) throws Exception {
        return Files.writeString(folder.resolve("station.yaml"), "sticker:\n  flushCron: \"" + cron + "\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17:00|it is a time of day|0 0 17 * * ?",
                "7:05|it is a time of day|0 5 7 * * ?",
                "0 17 * * *|five fields of a crontab|0 0 17 * * ?",
                "30 16 * * 1-5|five fields of a crontab|0 30 16 ? * MON-FRI",
                "0 17 * * 0,6|five fields of a crontab|0 0 17 ? * SUN,SAT",
                "0 17 1 * *|five fields of a crontab|0 0 17 1 * ?",
                "*/10 8-17 * * *|five fields of a crontab|0 */10 8-17 * * ?",
                "0 0 17 * * *|both a day of month and a day of week|0 0 17 * * ?",
                "0 0 17 * * MON-FRI|both a day of month and a day of week|0 0 17 ? * MON-FRI",
                "0 0 17 1 * 2|both a day of month and a day of week|0 0 17 ? * MON-FRI",
                "0 0 25 * * ?|between 0 and 23|0 0 17 ? * MON-FRI",
                "@daily|1 of at least six fields|0 0 17 ? * MON-FRI",
                "every evening|2 of at least six fields|0 0 17 ? * MON-FRI",
                "0 0 17 W * ?|no Quartz cron expression|0 0 17 ? * MON-FRI"
            })
    void aComplaintHasPlaceFieldsReasonAndAFittingExample(String cron, String reason, String example) throws Exception {
        Path file = file(cron);
        assertThatThrownBy(() -> ConfigFile.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file + ":2:")
                .hasMessageContaining("sticker.flushCron")
                .hasMessageContaining("'" + cron + "'")
                .hasMessageContaining("seconds minutes hours day-of-month month day-of-week")
                .hasMessageContaining(reason)
                .hasMessageContaining("such as \"" + example + "\"");
        assertThat(CronText.complaint(example)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0 17 ? * MON-FRI", "0 30 2 * * ?", "0 0 17 L * ? 2027-2040"})
    void whatIsRightIsTakenWithoutAWord(String cron) throws Exception {
        Path file = file(cron);
        assertThat(ConfigFile.load(file).sticker().flushCron()).isEqualTo(cron);
        assertThat(ConfigFile.read(Optional.of(file), Map.of(), Instant.now()).warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0 31 2 ?", "0 0 17 1 1 ? 2020", "0 0 17 ? * MON-FRI 2020-2021"})
    void whatNeverComesAgainIsAWarningWithItsPlace(String cron) throws Exception {
        Path file = file(cron);
        assertThat(ConfigFile.load(file).sticker().flushCron()).isEqualTo(cron);
        assertThat(ConfigFile.read(Optional.of(file), Map.of(), Instant.now()).warnings())
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.line()).isEqualTo(2);
                    assertThat(warning.key()).isEqualTo("sticker.flushCron");
                    assertThat(warning.message()).contains(cron, "never");
                });
        assertThat(CronText.neverAfter("0 0 17 1 1 ? 2020", Instant.parse("2019-05-05T00:00:00Z")))
                .isFalse();
    }
}
