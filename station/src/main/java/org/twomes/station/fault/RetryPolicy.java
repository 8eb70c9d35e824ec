package org.twomes.station.fault;

/** What the station does after a fault. */
public enum RetryPolicy {
    /** It may run the board again by itself. */
    RUN_AGAIN,
    /** It stops: running the board again without a change does not help. */
    STOP,
    /** It holds the board: a supervisor decides. */
    ASK
}
