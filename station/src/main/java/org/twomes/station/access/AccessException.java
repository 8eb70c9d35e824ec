package org.twomes.station.access;

/** The web server must not listen like this; the message names the thing, the place and the remedy. */
public final class AccessException extends Exception {
    private static final long serialVersionUID = 1;

    private final AccessFault fault;

    AccessException(AccessFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    AccessException(AccessFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What kind of fault. */
    public AccessFault fault() {
        return fault;
    }
}
