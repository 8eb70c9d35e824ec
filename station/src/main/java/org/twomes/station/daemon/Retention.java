package org.twomes.station.daemon;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;

/** Deletes from the ledger what its retention times are over for; once in a fleet. Files of a station: {@link OldFiles}. */
final class Retention implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final StationConfig config;
    private final Ledger ledger;
    private final Runnable makeSheets;
    private final Clock clock;

    /**
     * Applies the retention times of {@code config}.
     *
     * @param makeSheets makes the PDFs of this station's closed sheets
     */
    Retention(StationConfig config, Ledger ledger, Runnable makeSheets, Clock clock) {
        this.config = config;
        this.ledger = ledger;
        this.makeSheets = makeSheets;
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        Instant placedBefore = now.minus(config.retention().tokens());
        closeSheets(placedBefore, now);
        int tokens = ledger.wipeTokens(placedBefore);
        int logs = ledger.wipeBootLogs(now.minus(config.retention().bootLogs()));
        int entries = ledger.wipeAudit(now.minus(config.retention().audit()));
        if (tokens + logs + entries > 0) {
            LOG.info("Wiped {} activation tokens, {} boot logs and {} audit entries", tokens, logs, entries);
        }
    }

    /**
     * A label must be printed before its token is wiped, so a sheet that holds one as old as that is closed, full or not. Sheets of
     * other stations of the ledger are made by those; one that is still not made at the next run is reported.
     */
    private void closeSheets(Instant placedBefore, Instant now) {
        List<SheetLedger.Sheet> sheets = ledger.unmadeSheets(placedBefore);
        if (sheets.isEmpty()) {
            return;
        }
        List<SheetLedger.Sheet> stuck = new ArrayList<>();
        for (SheetLedger.Sheet sheet : sheets) {
            if (sheet.state() == SheetLedger.SheetState.OPEN) {
                ledger.sheets().close(sheet.id(), now);
                LOG.info("Closed sheet {}: its oldest label reached retention.tokens", sheet.number());
            } else {
                stuck.add(sheet);
            }
        }
        makeSheets.run();
        for (SheetLedger.Sheet sheet : stuck) {
            if (ledger.sheets().sheet(sheet.number()).orElse(sheet).state() != SheetLedger.SheetState.RELEASED) {
                LOG.warn(
                        "Activation tokens of sheet {} are kept longer than retention.tokens, as its PDF is not made: see the log"
                                + " of {}; if that station is dead, run `station sheets takeover {}` at another one",
                        sheet.number(),
                        sheet.station(),
                        sheet.station());
            }
        }
    }
}
