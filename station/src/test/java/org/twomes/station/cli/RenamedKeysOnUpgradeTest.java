package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;

/** An upgraded package keeps its configuration: keys that were renamed since are read, and said to be old. */
@Tag("fast")
class RenamedKeysOnUpgradeTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("station.yaml");
        Files.writeString(file, "station: {data: data}\nbackOffice:\n  api: none\n  retryFirst: 7s\n");
    }

    @Test
    void theOldNameCountsAndTheCheckNamesTheNewOne() throws Exception {
        Cli check = Cli.run("config", "check", file.toString());
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out()).contains("warning: ", "station.yaml:4:3", "retryFirst", "backOffice.retryInitialDelay");
        assertThat(ConfigFile.load(file).backOffice().retryInitialDelay()).hasSeconds(7);
    }

    @Test
    void bothNamesAtOnceAreAnErrorThatNamesBothLines() throws Exception {
        Files.writeString(file, Files.readString(file) + "  retryInitialDelay: 8s\n");
        Cli check = Cli.run("config", "check", file.toString());
        assertThat(check.code()).isEqualTo(2);
        assertThat(check.err()).contains("station.yaml:4:3", "line 5");
    }
}
