package org.twomes.station.harness;

/** Moments at which the daemon is killed. */
enum KillPoint {
    /** While it starts: migration, settling what the last one left. */
    STARTING,
    /** Any time after its web server began to listen. */
    RANDOM,
    DETECTED,
    CONNECTED,
    PROGRAMMED,
    VERIFIED,
    IDENTIFIED,
    REGISTERED,
    LABELLED,
    FAILED,
    HELD,
    /** The call has arrived, and the back office has done nothing. */
    REGISTRATION_ARRIVED,
    /** The back office has registered the board, and the ledger does not know. */
    REGISTRATION_DONE,
    /** A sheet is full: it is being rendered. */
    SHEET_CLOSED,
    /** Its PDF is being written under a hidden name. */
    SHEET_WRITING,
    /** Its PDF has its name, and the ledger may not know. */
    SHEET_NAMED,
    /** The ledger calls it released. */
    SHEET_RELEASED;

    /** Whether the ledger writes a transition of this name. */
    boolean transition() {
        return ordinal() >= DETECTED.ordinal() && ordinal() <= HELD.ordinal();
    }
}
