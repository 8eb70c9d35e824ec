package org.twomes.station.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.ledger.LabelPlace;

/** Logs a line for each board that is done. */
public final class OutcomeLog implements OutcomeListener {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);

    @Override
    public void ended(UnitOutcome outcome) {
        if (outcome instanceof UnitOutcome.Done done && done.counted()) {
            LOG.info("Done: {}", done.label().map(LabelPlace::text).orElse("no label"));
        }
    }
}
