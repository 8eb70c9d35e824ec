package org.twomes.station.fault;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong: its code, the particulars and the cause. Unchecked, as most of its way leads through callers that can do
 * nothing about it; who can, catches it and looks at the code.
 *
 * <p>The particulars are for people and hold no token and no password: who throws has masked what came from outside.
 */
public final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FaultCode code;
    private final String detail;
    private final transient Map<String, String> facts;

    /** A fault; {@code detail} says where and what, in half a sentence or one. */
    public FaultException(FaultCode code, String detail) {
        this(code, detail, null);
    }

    /** As above, with its cause. */
    public FaultException(FaultCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, Map.of(), cause);
    }

    /** As above; {@code facts} are the values of the placeholders in the code's texts, by name. */
    public FaultException(FaultCode code, String detail, Map<String, String> facts, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.detail = detail;
        this.facts = Map.copyOf(facts);
    }

    /** What went wrong. */
    public FaultCode code() {
        return code;
    }

    /** Where and what exactly, without what to do about it. */
    public String detail() {
        return detail;
    }

    /** The particulars and what to do about it, in English: for the person at a command line or the reader of a log. */
    public String advised() {
        return detail + (detail.endsWith(".") ? " " : ". ") + Messages.english().remedy(code, facts);
    }

    /** Whether it comes from {@code area}. */
    public boolean isOf(FaultArea area) {
        return code.area() == area;
    }
}
