package org.twomes.station.access;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Looks and acts: runs boards again, approves, flushes and voids. */
    SUPERVISOR;

    /** Whether this role may do what {@code needed} may. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
