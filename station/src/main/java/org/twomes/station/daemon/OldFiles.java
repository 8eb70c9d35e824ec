package org.twomes.station.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.StationConfig;

/** Removes the files of this station's data folder that were kept long enough: label PDFs and failure logs. */
final class OldFiles implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OldFiles.class);

    private final StationConfig config;
    private final Clock clock;

    OldFiles(StationConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void run() {
        int sheets = removed("sheets", config.retention().sheets());
        int failures =
                removed(Logs.FOLDER + "/" + UnitLogs.FOLDER, config.retention().bootLogs());
        if (sheets + failures > 0) {
            LOG.info("Removed {} label PDFs and {} failure logs", sheets, failures);
        }
    }

    /** Removes what was written longer ago than {@code kept}; gives how many. */
    private int removed(String name, Duration kept) {
        Path folder = config.station().data().resolve(name);
        if (Files.notExists(folder)) {
            return 0;
        }
        Instant now = clock.instant();
        int count = 0;
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> files = listed.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().plus(kept).isBefore(now)) {
                    Files.delete(file);
                    count++;
                }
            }
        } catch (IOException e) {
            LOG.warn("Old files stay in {}: {}", folder, e.toString());
        }
        return count;
    }
}
