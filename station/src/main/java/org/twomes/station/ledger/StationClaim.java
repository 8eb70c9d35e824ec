package org.twomes.station.ledger;

import org.twomes.station.fault.FaultException;

/**
 * The right to work under a station's name on a ledger, which one process has at a time: it settles what an earlier run of that
 * station left open, and would take a second one's boards under way for that. Ends with {@link #close()} and with the process.
 */
public interface StationClaim extends AutoCloseable {
    /**
     * Makes sure that the claim still holds; takes it again where the database server dropped it.
     *
     * @throws FaultException LEDGER_IN_USE when another process has it now, LEDGER_UNREACHABLE when the server cannot be asked
     */
    void renew();

    /** Gives it back. Free of checked exceptions. */
    @Override
    void close();
}
