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

/** Forgets what the ledger has kept long enough, once in a fleet; files are each station's own: {@link OldFiles}. */
final class Retention implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final StationConfig config;
    private final Ledger ledger;
    private final Runnable makeSheets;
    private final Clock clock;

    /**
     * Forgets what {@code config} says.
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
        finishSheets(placedBefore, now);
        int tokens = ledger.wipeTokens(placedBefore);
        int logs = ledger.wipeBootLogs(now.minus(config.retention().bootLogs()));
        int entries = ledger.wipeAudit(now.minus(config.retention().audit()));
        if (tokens + logs + entries > 0) {
            LOG.info("Wiped {} activation tokens, {} boot logs and {} audit entries", tokens, logs, entries);
        }
    }

    /**
     * A label must be on paper before its token is wiped, so a sheet that holds one as old as that is finished, full or not. The
     * sheets of other stations of the ledger are made by their own desks; what is not made by the next time is told of.
     */
    private void finishSheets(Instant placedBefore, Instant now) {
        List<SheetLedger.Sheet> sheets = ledger.unmadeSheets(placedBefore);
        if (sheets.isEmpty()) {
            return;
        }
        List<SheetLedger.Sheet> stuck = new ArrayList<>();
        for (SheetLedger.Sheet sheet : sheets) {
            if (sheet.state() == SheetLedger.SheetState.OPEN) {
                ledger.sheets().close(sheet.id(), now);
                LOG.info("Sheet {} is finished as it is: a label on it is as old as tokens may be", sheet.number());
            } else {
                stuck.add(sheet);
            }
        }
        makeSheets.run();
        for (SheetLedger.Sheet sheet : stuck) {
            if (ledger.sheets().sheet(sheet.number()).orElse(sheet).state() != SheetLedger.SheetState.RELEASED) {
                LOG.warn(
                        "Activation tokens on sheet {} are kept longer than retention.tokens, for it is not made yet: see why"
                                + " at {}; if that station is dead, `station sheets takeover {}` at another one",
                        sheet.number(),
                        sheet.station(),
                        sheet.station());
            }
        }
    }
}
