package org.twomes.station.figures;

/** What became of a board; each board of a stretch has exactly one of these. */
public enum BoardResult {
    /** It is proven, and registered where it has to be. */
    PASSED,
    /** It is proven; the back office has not confirmed its registration yet. */
    WAITING,
    /** Its last attempt failed. */
    FAILED,
    /** A supervisor has to decide. */
    HELD,
    /** Its last attempt has not ended. */
    UNDER_WAY;

    /** Whether the board itself is good. */
    public boolean good() {
        return this == PASSED || this == WAITING;
    }

    /** Whether it is known if the board is good: yields are of such boards. */
    public boolean judged() {
        return good() || this == FAILED;
    }
}
