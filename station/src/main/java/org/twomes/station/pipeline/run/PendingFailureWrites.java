package org.twomes.station.pipeline.run;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitLedger;

/**
 * How attempts ended that the ledger could not be told of: kept until it can be written again. A stop of the station in between
 * loses no more than the reason, for its next start fails every attempt that was left open.
 */
public final class PendingFailureWrites {
    private static final Logger LOG = LoggerFactory.getLogger(PendingFailureWrites.class);
    /** Many times the boards that can be plugged in while a ledger is away; beyond it the oldest reasons are lost. */
    private static final int MOST = 1000;

    private final UnitLedger units;
    private final Queue<End> waiting = new ArrayDeque<>();

    private record End(long attempt, Failure failure, boolean held, Instant at) {}

    public PendingFailureWrites(UnitLedger units) {
        this.units = units;
    }

    /** Writes how {@code attempt} ended, now or later; never throws. */
    public void write(long attempt, Failure failure, boolean held, Instant at) {
        End end = new End(attempt, failure, held, at);
        if (!tell(end)) {
            synchronized (this) {
                if (waiting.size() == MOST) {
                    waiting.remove();
                }
                waiting.add(end);
            }
        }
    }

    /** Tries those that wait, oldest first, until one cannot be written. */
    public synchronized void work() {
        while (!waiting.isEmpty() && tell(waiting.element())) {
            waiting.remove();
        }
    }

    private boolean tell(End end) {
        try {
            if (end.held()) {
                units.held(end.attempt(), end.failure(), end.at());
            } else {
                units.failed(end.attempt(), end.failure(), end.at());
            }
            return true;
        } catch (FaultException e) {
            LOG.error("The end of attempt {} waits for the ledger: {}", end.attempt(), e.advised());
            return false;
        }
    }
}
