package org.twomes.station.identity;

/** A board's identity could not be read or is not plausible, for the reason {@link #fault()}. Never holds a token. */
public final class IdentityException extends Exception {
    private static final long serialVersionUID = 1;

    private final IdentityFault fault;

    /** {@code detail} is a sentence for the operator, with the remedy. */
    public IdentityException(IdentityFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    /** The reason. */
    public IdentityFault fault() {
        return fault;
    }
}
