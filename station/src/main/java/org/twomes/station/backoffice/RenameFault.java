package org.twomes.station.backoffice;

/** Why an existing device was not renamed; nothing was changed then, save for COMMIT_UNCERTAIN. */
public enum RenameFault {
    /** No device has the name. */
    NOT_FOUND,
    /** Another program renamed or removed the row meanwhile. */
    CHANGED_MEANWHILE,
    /** Every name up to the last suffix is taken. */
    NO_FREE_NAME,
    /** The database cannot be reached, or is too slow; try again. */
    UNREACHABLE,
    /** The database refuses: account, rights, or a table that is not that of API v1. */
    REFUSED,
    /** The connection broke while the change was being confirmed: look before trying again. */
    COMMIT_UNCERTAIN
}
