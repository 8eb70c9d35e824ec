package org.twomes.station.access;

/** What is wrong with users, sessions or TLS. */
public enum AccessFault {
    /** Listening beyond this machine needs TLS. */
    NO_TLS,
    /** Listening beyond this machine needs users. */
    NO_USERS,
    /** The users file cannot be read or understood. */
    USERS_FILE,
    /** The certificate or its key cannot be read, or they do not fit. */
    TLS_FILES
}
