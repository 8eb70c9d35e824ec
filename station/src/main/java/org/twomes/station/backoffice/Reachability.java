package org.twomes.station.backoffice;

/**
 * Whether the back office can be used.
 *
 * @param state how far a call came
 * @param detail a sentence with the mend; empty when usable
 */
public record Reachability(State state, String detail) {
    /** How far a call came. */
    public enum State {
        /** It answers and takes the admin token. */
        USABLE,
        /** No connection, no answer in time, or a server error. */
        UNREACHABLE,
        /** The admin token is missing, unreadable or not accepted. */
        NOT_AUTHORISED,
        /** Something answers that is not API v1. */
        NOT_API_V1
    }
}
