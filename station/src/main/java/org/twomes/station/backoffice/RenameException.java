package org.twomes.station.backoffice;

/** An existing device was not renamed; {@link #fault()} says why, the message names the remedy. */
public final class RenameException extends Exception {
    private static final long serialVersionUID = 1;

    private final RenameFault fault;

    RenameException(RenameFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    RenameException(RenameFault fault, String detail, Throwable cause) {
        super(detail, cause);
        this.fault = fault;
    }

    /** Why. */
    public RenameFault fault() {
        return fault;
    }
}
