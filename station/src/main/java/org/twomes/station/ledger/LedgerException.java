package org.twomes.station.ledger;

/** The ledger could not do what was asked; nothing of it was done. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final LedgerFault fault;

    /** A failure with a sentence for the log. */
    public LedgerException(LedgerFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** As above, with its cause. */
    public LedgerException(LedgerFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What kind of failure. */
    public LedgerFault fault() {
        return fault;
    }
}
