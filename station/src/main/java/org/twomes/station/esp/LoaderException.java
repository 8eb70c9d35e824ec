package org.twomes.station.esp;

import java.io.IOException;

/** A board did not do what it was asked; says what kind of trouble ({@link #fault()}) and where. */
public final class LoaderException extends IOException {
    private static final long serialVersionUID = 1;

    private final LoaderFault fault;

    /** The board at {@code address} failed; {@code detail} says at what, in words that begin a sentence. */
    public LoaderException(LoaderFault fault, String address, String detail) {
        super(address + ": " + detail);
        this.fault = fault;
    }

    /** The kind of trouble. */
    public LoaderFault fault() {
        return fault;
    }
}
