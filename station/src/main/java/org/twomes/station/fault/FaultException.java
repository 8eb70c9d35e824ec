package org.twomes.station.fault;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong: its code, the place, the particulars and the cause. Unchecked, as most of its way leads through callers
 * that can do nothing about it; who can, catches it and looks at the code.
 *
 * <p>The particulars are for people and hold no token and no password: who throws has masked what came from outside.
 */
public final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The fact that says where it is: a port's address, a file. */
    public static final String PLACE = "place";

    private final FaultCode code;
    private final String detail;
    private final transient Map<String, String> facts;

    /** A fault; {@code detail} says where and what, in half a sentence or one. */
    public FaultException(FaultCode code, String detail) {
        this(code, detail, Map.of(), null);
    }

    /** As above, with its cause. */
    public FaultException(FaultCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, Map.of(), cause);
    }

    /** A fault at {@code place}, which is its fact of this name: a port's address, a file. */
    public FaultException(FaultCode code, String place, String detail) {
        this(code, place, detail, null);
    }

    /** As above, with its cause. */
    public FaultException(FaultCode code, String place, String detail, @Nullable Throwable cause) {
        this(code, place + ": " + detail, Map.of(PLACE, place), cause);
    }

    /** As above; {@code facts} are the values of the placeholders in the code's texts, by name. */
    public FaultException(FaultCode code, String detail, Map<String, String> facts, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.detail = detail;
        this.facts = Map.copyOf(facts);
    }

    /** {@code failure} itself where it is a fault; any other is a mistake of the station's own. */
    public static FaultException of(Throwable failure) {
        if (failure instanceof FaultException fault) {
            return fault;
        }
        String text = failure.getMessage();
        return new FaultException(
                FaultCode.INTERNAL, text == null ? failure.getClass().getSimpleName() : text, failure);
    }

    /** What went wrong. */
    public FaultCode code() {
        return code;
    }

    /** Where and what exactly, without what to do about it. */
    @Override
    public String getMessage() {
        return detail;
    }

    /** The particulars by name, as the placeholders of the code's texts have them. */
    public Map<String, String> facts() {
        return facts;
    }

    /** Whether it comes from {@code area}. */
    public boolean isOf(FaultArea area) {
        return code.area() == area;
    }

    /** What to do about it, for the engineer, in the language of {@code messages}. */
    public String remedy(Messages messages) {
        return messages.remedy(code, facts);
    }

    /** What a slot says that is to be done about it, in the language of {@code messages}. */
    public String slotRemedy(Messages messages) {
        return messages.remedy(code.slotTexts(), facts);
    }

    /** The particulars and what to do about it, in English: for the person at a command line or the reader of a log. */
    public String advised() {
        return detail + (detail.endsWith(".") ? " " : ". ") + remedy(Messages.english());
    }

    /** As a slot would tell it, in English, for a command that works without one: code, sentence, remedy, particulars. */
    public String told() {
        FaultCode texts = code.slotTexts();
        return code.shown() + ". " + texts.sentence() + " " + slotRemedy(Messages.english()) + " (" + detail + ")";
    }
}
