package org.twomes.station.daemon;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.Ledger;

/** Opens the ledger on a thread of its own while the rest of the start goes on, and closes it if nothing takes it. */
final class LedgerOpening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerOpening.class);

    private final CompletableFuture<Ledger> opening;
    private boolean taken;

    LedgerOpening(StationConfig config) {
        opening = CompletableFuture.supplyAsync(
                () -> StationLedger.open(config), task -> new Thread(task, "ledger opening").start());
    }

    /** The ledger, which the caller closes; throws what opening it threw. */
    Ledger take() {
        try {
            Ledger ledger = opening.join();
            taken = true;
            return ledger;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (taken) {
            return;
        }
        try {
            opening.join().close();
        } catch (CompletionException e) {
            LOG.debug("The ledger could not be opened either, after the start had failed for another reason", e);
        }
    }
}
