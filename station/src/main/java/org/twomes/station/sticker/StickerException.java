package org.twomes.station.sticker;

/** A label, a sheet or a template is not right; {@link #fault()} says how, the message where and the remedy. */
public final class StickerException extends Exception {
    private static final long serialVersionUID = 1;

    private final StickerFault fault;

    /** A failure with a sentence for the operator, never with a token in it. */
    public StickerException(StickerFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** As above, with its cause. */
    public StickerException(StickerFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What is wrong. */
    public StickerFault fault() {
        return fault;
    }
}
