package org.twomes.station.port;

import java.time.Duration;

/** Brings a board into its ROM loader and out of it. */
public interface Reset {
    /**
     * Resets the board so that its ROM loader runs; when this returns, the loader may be synced with.
     *
     * @param link the board's line
     * @param attempt 0 for the first try; kinds that alternate sequences choose by it
     */
    void intoLoader(SerialLink link, int attempt) throws LinkException;

    /** Restarts the board so that it runs from flash. */
    void run(SerialLink link) throws LinkException;

    /** How long the loader is waited for beyond the usual tries; some for a person's hands, none for a machine. */
    default Duration patience() {
        return Duration.ZERO;
    }

    /** Whether the station itself can restart the board, rather than a person or nobody. */
    boolean automatic();
}
