package org.twomes.station.cli;

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
import org.twomes.station.ledger.Ledger;

/** Forgets what has been kept long enough. */
final class Retention implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final StationConfig config;
    private final Ledger ledger;
    private final Clock clock;

    Retention(StationConfig config, Ledger ledger, Clock clock) {
        this.config = config;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        int tokens = ledger.wipeTokens(now.minus(config.retention().tokens()));
        int logs = ledger.wipeBootLogs(now.minus(config.retention().bootLogs()));
        int sheets = removed("sheets", now, config.retention().sheets());
        int failures = removed(
                Logs.FOLDER + "/" + UnitLogs.FOLDER, now, config.retention().bootLogs());
        if (tokens + logs + sheets + failures > 0) {
            LOG.info(
                    "Wiped {} activation tokens and {} boot logs, removed {} label PDFs and {} failure logs",
                    tokens,
                    logs,
                    sheets,
                    failures);
        }
    }

    /** Removes the files of a data folder that were written longer ago than {@code kept}; gives how many. */
    private int removed(String name, Instant now, Duration kept) {
        Path folder = config.station().data().resolve(name);
        if (Files.notExists(folder)) {
            return 0;
        }
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
