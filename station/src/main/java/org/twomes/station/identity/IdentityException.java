package org.twomes.station.identity;

import java.io.IOException;

/** The boot log does not tell who the device is. */
public final class IdentityException extends IOException {
    private static final long serialVersionUID = 1;

    private final IdentityFault fault;

    /** A failure with a sentence for the log; it holds no token. */
    public IdentityException(IdentityFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** Why. */
    public IdentityFault fault() {
        return fault;
    }
}
