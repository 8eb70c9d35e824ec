package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.ConfigFile;

/** What the daemon says before its station begins. */
@Tag("fast")
class DaemonTest {
    @TempDir
    Path folder;

    @Test
    void theOldNameOfAKeyIsAWarningInTheLog() throws Exception {
        Path file = folder.resolve("station.yaml");
        Files.writeString(file, "backOffice: {api: none, retryMost: 20m}\n");
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        Logger log = (Logger) LoggerFactory.getLogger(Daemon.class);
        log.addAppender(heard);
        try {
            Daemon.logWarnings(ConfigFile.read(Optional.of(file), Map.of(), Instant.EPOCH));
        } finally {
            log.detachAppender(heard);
        }
        assertThat(heard.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).contains("station.yaml:1", "retryMost", "retryMaxDelay");
        });
    }
}
