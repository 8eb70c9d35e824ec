package org.twomes.station.pipeline.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.esp.LoaderListener;

/** Hands what the loader tells on to the slot and the ledger. */
final class LoaderEvents implements LoaderListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoaderEvents.class);

    private final Attempt attempt;
    private Transfer transfer = (done, total) -> {};

    /** Hears how far a transfer is. */
    @FunctionalInterface
    interface Transfer {
        void at(long done, long total);
    }

    LoaderEvents(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Who hears of the transfers from now on. */
    void during(Transfer next) {
        transfer = next;
    }

    /** What the operator is asked to do stays on the screen until it is done. */
    @Override
    public void connecting(int tries) {
        if (tries > 0 && !attempt.board().reset().automatic()) {
            return;
        }
        attempt.progress(tries == 0 ? "connecting" : "connecting, try " + (tries + 1), 0, 1);
    }

    @Override
    public void baudChosen(int baud, boolean fellBack) {
        attempt.baud(baud, fellBack);
    }

    @Override
    public void progress(long done, long total) {
        transfer.at(done, total);
    }

    @Override
    public void retrying(String what) {
        LOG.info("{}", what);
        attempt.note(what);
    }
}
