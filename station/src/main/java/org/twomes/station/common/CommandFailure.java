package org.twomes.station.common;

/** What was asked of the program cannot be done; the message tells the person why and what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** {@code message}: what is wrong, where, and what to do. */
    public CommandFailure(String message) {
        super(message);
    }

    /** As above, for what {@code cause} brought about. */
    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
