package org.twomes.station.fault;

/** The part of the program that a fault comes from. */
public enum FaultArea {
    /** The serial port and what resets a board over it. */
    PORT,
    /** The loader of the board. */
    LOADER,
    /** What the firmware prints after its start. */
    BOOT_LOG,
    /** The back office's answers, and what a supervisor decides. */
    BACK_OFFICE,
    /** The table of devices in the back office's database. */
    DEVICE_TABLE,
    /** Firmware bundles, their layouts and downloads. */
    BUNDLE,
    /** The ledger and its keys. */
    LEDGER,
    /** Labels, sheets and printing. */
    LABEL,
    /** Users, sessions and certificates of the web server. */
    ACCESS,
    /** The station itself. */
    STATION
}
