package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class RenamedKeysTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("station.yaml"), text);
    }

    @Test
    void anOldKeyIsReadWithAWarningThatNamesTheNewOne() throws Exception {
        Path file = file("backOffice:\n  retryFirst: 7s\n  retryMost: 8m\n");
        BackOfficeSection read = ConfigFile.load(file).backOffice();
        assertThat(read.retryInitialDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(read.retryMaxDelay()).isEqualTo(Duration.ofMinutes(8));
        assertThat(ConfigFile.read(Optional.of(file), Map.of(), Instant.EPOCH).warnings())
                .extracting(warning -> warning.line() + ":" + warning.column() + " " + warning.key() + " "
                        + warning.message().split(":", -1)[0])
                .containsExactly(
                        "2:3 backOffice.retryFirst is now called backOffice.retryInitialDelay",
                        "3:3 backOffice.retryMost is now called backOffice.retryMaxDelay");
    }

    @Test
    void aNewKeyIsReadWithoutAWarning() throws Exception {
        Path file = file("backOffice:\n  retryInitialDelay: 7s\n");
        assertThat(ConfigFile.load(file).backOffice().retryInitialDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(ConfigFile.read(Optional.of(file), Map.of(), Instant.EPOCH).warnings())
                .isEmpty();
    }

    @Test
    void bothNamesOfOneKeyAreAnErrorWithBothLines() throws Exception {
        Path file = file("backOffice:\n  retryInitialDelay: 7s\n  retryFirst: 6s\n");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.load(file))
                .withMessageContaining(
                        "station.yaml:3:3: backOffice.retryFirst: is the old name of backOffice.retryInitialDelay,"
                                + " which is in line 2");
    }

    @Test
    void aBadValueOfAnOldKeyIsShownWhereItIs() throws Exception {
        Path file = file("backOffice:\n  retryFirst: soon\n");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.load(file))
                .withMessageContaining("station.yaml:2:15: backOffice.retryInitialDelay: 'soon' is not a duration");
    }

    @Test
    void anOverrideMayNameAnOldKey() throws Exception {
        assertThat(ConfigFile.defaults(Map.of("backOffice.retryFirst", "9s"))
                        .backOffice()
                        .retryInitialDelay())
                .isEqualTo(Duration.ofSeconds(9));
    }
}
