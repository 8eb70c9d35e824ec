package org.twomes.station.sticker.template;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths as people write them, each with its unit. */
final class LengthText {
    /** What is said of a text that is none. */
    static final String ADVICE = "is not a length; write a number and its unit (mm, cm, in or pt), e.g. 38.1mm";

    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)\\s*(mm|cm|in|pt)");
    private static final Map<String, Double> UNIT_MM = Map.of("mm", 1.0, "cm", 10.0, "in", 25.4, "pt", 25.4 / 72);

    private LengthText() {}

    /** Millimetres; empty when the text is no length. */
    static OptionalDouble millimetres(String text) {
        Matcher matcher = LENGTH.matcher(text);
        return matcher.matches()
                ? OptionalDouble.of(Double.parseDouble(matcher.group(1)) * UNIT_MM.getOrDefault(matcher.group(2), 1.0))
                : OptionalDouble.empty();
    }
}
