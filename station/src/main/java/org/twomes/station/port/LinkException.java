package org.twomes.station.port;

import java.io.IOException;

/** A line failed; says which ({@link #address()}) and how ({@link #fault()}). */
public final class LinkException extends IOException {
    private static final long serialVersionUID = 1;

    private final LinkFault fault;
    private final String address;

    /** A failure of the line at {@code address}; {@code detail} is a sentence for the log. */
    public LinkException(LinkFault fault, String address, String detail) {
        super(address + ": " + detail);
        this.fault = fault;
        this.address = address;
    }

    /** As above, with its cause. */
    public LinkException(LinkFault fault, String address, String detail, Throwable cause) {
        super(address + ": " + detail, cause);
        this.fault = fault;
        this.address = address;
    }

    /** How the line failed. */
    public LinkFault fault() {
        return fault;
    }

    /** The line's address. */
    public String address() {
        return address;
    }
}
