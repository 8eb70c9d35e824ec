package org.twomes.station.ledger;

/**
 * The ledger could not do what was asked. Nothing of it was done, except perhaps where the commit itself failed ({@link
 * LedgerFault#DISK_FULL}, {@link LedgerFault#READ_ONLY}, {@link LedgerFault#UNREACHABLE} or {@link LedgerFault#OTHER}): such a
 * commit may be durable all the same.
 */
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

    /** Its message with what to do: for people who are told of it where nothing else says that. */
    public String advised() {
        return switch (fault) {
            case DISK_FULL, READ_ONLY, LOCKED, CORRUPT, UNREACHABLE, OTHER -> getMessage() + "; " + fault.remedy();
            case WRONG_KEY, OPEN_SECRET, NEWER_SCHEMA, IN_USE, CONFLICT -> String.valueOf(getMessage());
        };
    }

    /** What kind of failure. */
    public LedgerFault fault() {
        return fault;
    }
}
