package org.twomes.station.daemon;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.StationClaim;
import org.twomes.station.pipeline.Line;

/** The claim on a station's name in the ledger: one process works under it at a time. */
final class StationLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StationLease.class);

    private final Ledger ledger;
    private final String station;
    private final Line line;
    private Optional<StationClaim> claim = Optional.empty();

    StationLease(Ledger ledger, String station, Line line) {
        this.ledger = ledger;
        this.station = station;
        this.line = line;
    }

    /**
     * Claims the name, once.
     *
     * @throws FaultException LEDGER_IN_USE when another process has it
     */
    synchronized void claim() {
        if (claim.isEmpty()) {
            claim = Optional.of(ledger.claim(station));
        }
    }

    /** Claims the name if no other process has it; returns whether this process has it now. */
    boolean claimIfFree() {
        try {
            claim();
            return true;
        } catch (FaultException e) {
            if (e.code() != FaultCode.LEDGER_IN_USE) {
                throw e;
            }
            LOG.info("Daemon {} is already running; leaving recovery to it", station);
            return false;
        }
    }

    /** Renews the claim. After an outage of the database server another process may have it: then no more boards are taken. */
    synchronized void renew() {
        try {
            claim.ifPresent(StationClaim::renew);
        } catch (FaultException e) {
            if (e.code() == FaultCode.LEDGER_IN_USE && line.taking()) {
                LOG.error("No more boards are taken. {}", e.advised());
                line.pause();
            }
        }
    }

    @Override
    public synchronized void close() {
        claim.ifPresent(StationClaim::close);
    }
}
