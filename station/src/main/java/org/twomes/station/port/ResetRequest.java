package org.twomes.station.port;

/** What a person is asked to do with a board's buttons. */
public enum ResetRequest {
    /** Hold BOOT, tap RESET, let BOOT go: the board starts its ROM loader. */
    HOLD_BOOT_AND_TAP_RESET,
    /** Tap RESET: the board runs from flash. */
    TAP_RESET
}
