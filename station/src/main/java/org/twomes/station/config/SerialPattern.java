package org.twomes.station.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a serial number is written.
 *
 * @param before text before the number
 * @param digits digits that it is filled up to with zeros; 0 as many as it has
 * @param after text behind it
 */
public record SerialPattern(String before, int digits, String after) {
    /** Digits that a number can be filled up to: those of the largest long. */
    private static final int MOST_DIGITS = 18;

    private static final int MOST_CHARACTERS = 64;
    private static final int DECIMAL = 10;

    private static final Pattern FORM = Pattern.compile("([^{}]*)\\{n(?::0?(\\d{1,2}))?}([^{}]*)");

    /**
     * The pattern that {@code text} is, e.g. {@code TW-{n:06}}.
     *
     * @throws IllegalArgumentException with a message for people when it is none
     */
    public static SerialPattern of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "needs printable ASCII with {n} once for the number, or {n:06} for six digits, as in TW-{n:06}");
        }
        int digits = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        if (digits > MOST_DIGITS || text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "is too long: at most " + MOST_DIGITS + " digits and " + MOST_CHARACTERS + " characters");
        }
        return new SerialPattern(form.group(1), digits, form.group(3));
    }

    /** The largest number that has room; {@link Long#MAX_VALUE} where the digits are not limited. */
    public long most() {
        if (digits == 0) {
            return Long.MAX_VALUE;
        }
        long end = 1;
        for (int i = 0; i < digits; i++) {
            end *= DECIMAL;
        }
        return end - 1;
    }

    /** {@code number}, not negative, as text. */
    public String text(long number) {
        String plain = Long.toString(number);
        return before + "0".repeat(Math.max(0, digits - plain.length())) + plain + after;
    }
}
