package org.twomes.station.port;

import java.time.Duration;

/** Brings a board into its ROM loader and out of it. */
public interface Reset {
    /**
     * Resets the board so that its ROM loader runs; when this returns, the loader may be synced with.
     *
     * @param link the board's line
     * @param attempt 0 for the first attempt; kinds with several sequences alternate by it
     */
    void intoLoader(SerialLink link, int attempt);

    /** Restarts the board so that it runs from flash. */
    void run(SerialLink link);

    /** Extra time to wait for the loader beyond the usual attempts: some for a person, none for a circuit or program. */
    default Duration patience() {
        return Duration.ZERO;
    }

    /** Whether the station itself can restart the board, rather than a person or nobody. */
    boolean automatic();
}
