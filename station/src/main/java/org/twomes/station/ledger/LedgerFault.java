package org.twomes.station.ledger;

/** What can be wrong with the ledger. */
public enum LedgerFault {
    /** The disk is full. */
    DISK_FULL("make room on the disk of the data folder; the station then goes on by itself"),
    /** The file or its folder cannot be written: read-only, not ours, or a disk that makes errors. */
    READ_ONLY(
            "fix the disk of the data folder (mounted read-only, broken, not ours); the station then goes on by itself"),
    /** Another process holds it longer than we wait. */
    LOCKED("end the other program that holds ledger.sqlite; the station then goes on by itself"),
    /** A page is damaged. */
    CORRUPT("stop the station, restore the newest backup (`station backup --help` says how), start it again"),
    /** The database server cannot be reached. */
    UNREACHABLE("start the database server or fix the network to it; the station then goes on by itself"),
    /** The token key is not the one the ledger was written with. */
    WRONG_KEY("put the right key into ledger.tokenKeyFile"),
    /** The token key or the password lies open to others. */
    OPEN_SECRET("let only the user that the station runs as read that file"),
    /** Made by a newer version of the station. */
    NEWER_SCHEMA("install that version or a newer one"),
    /** Another process works under this station's name. */
    IN_USE("stop that process first, or give this one a station.name of its own"),
    /** The call does not fit the unit's state. */
    CONFLICT("see the log"),
    /** Anything else; the message tells. */
    OTHER("see the log");

    private final String remedy;

    LedgerFault(String remedy) {
        this.remedy = remedy;
    }

    /** What the engineer can do about it. */
    public String remedy() {
        return remedy;
    }
}
