package org.twomes.station.ledger;

/** What can be wrong with the ledger. */
public enum LedgerFault {
    /** The disk is full. */
    DISK_FULL,
    /** The file or its folder cannot be written. */
    READ_ONLY,
    /** Another process holds it longer than we wait. */
    LOCKED,
    /** A page is damaged. */
    CORRUPT,
    /** The database server cannot be reached. */
    UNREACHABLE,
    /** The token key is not the one the ledger was written with. */
    WRONG_KEY,
    /** Made by a newer version of the station. */
    NEWER_SCHEMA,
    /** The call does not fit the unit's state. */
    CONFLICT,
    /** Anything else; the message tells. */
    OTHER
}
