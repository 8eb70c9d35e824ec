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
import org.twomes.station.daemon.log.Logs;
import org.twomes.station.daemon.log.UnitLogs;

/** Deletes label PDFs and failure logs of this station's data folder when their retention time is over. */
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
        int sheets = deleted("sheets", config.retention().sheets());
        int failures =
                deleted(Logs.FOLDER + "/" + UnitLogs.FOLDER, config.retention().bootLogs());
        if (sheets + failures > 0) {
            LOG.info("Deleted {} label PDFs and {} failure logs", sheets, failures);
        }
    }

    /** Deletes files that were written longer ago than {@code kept}; returns how many. */
    private int deleted(String name, Duration kept) {
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
            LOG.warn("Could not delete old files in {}: {}", folder, e.toString());
        }
        return count;
    }
}
