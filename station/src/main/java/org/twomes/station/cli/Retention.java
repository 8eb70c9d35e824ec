package org.twomes.station.cli;

import java.time.Clock;
import java.time.Instant;
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
        if (tokens + logs > 0) {
            LOG.info("Wiped {} activation tokens and {} boot logs", tokens, logs);
        }
    }
}
