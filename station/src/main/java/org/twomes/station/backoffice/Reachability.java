package org.twomes.station.backoffice;

/**
 * Whether the back office can be used.
 *
 * @param state how far a call came
 * @param detail a sentence; empty when usable
 * @param remedy what to do about it; empty when usable
 */
public record Reachability(State state, String detail, String remedy) {
    /** How far a call came. */
    public enum State {
        /** It answers and takes the admin token. */
        USABLE,
        /** No connection, no answer in time, or a server error. */
        UNREACHABLE,
        /** The admin token is missing, unreadable or not accepted. */
        NOT_AUTHORISED,
        /** Something answers that is not API v1, or that cannot be trusted to be it. */
        NOT_API_V1
    }
}
