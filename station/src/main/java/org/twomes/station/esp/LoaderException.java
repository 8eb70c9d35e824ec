package org.twomes.station.esp;

import java.io.IOException;

/** A board's loader failed: the fault ({@link #fault()}) and the port. */
public final class LoaderException extends IOException {
    private static final long serialVersionUID = 1;

    private final LoaderFault fault;

    /** The board at {@code address} failed; {@code detail} says in what. */
    public LoaderException(LoaderFault fault, String address, String detail) {
        super(address + ": " + detail);
        this.fault = fault;
    }

    /** The fault. */
    public LoaderFault fault() {
        return fault;
    }
}
