package org.twomes.station.port;

/** Actions on a board's buttons that the operator is asked for. */
public enum ResetRequest {
    /** Hold BOOT, tap RESET, release BOOT: the board starts its ROM loader. */
    HOLD_BOOT_AND_TAP_RESET,
    /** Tap RESET: the board runs from flash. */
    TAP_RESET
}
