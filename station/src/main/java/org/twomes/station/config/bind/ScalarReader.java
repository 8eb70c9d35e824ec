package org.twomes.station.config.bind;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.twomes.station.common.ServiceCredentials;
import org.twomes.station.common.YamlNode;
import org.twomes.station.config.BaudChoice;
import org.twomes.station.config.HostName;
import org.twomes.station.config.PathText;
import org.twomes.station.config.ResetChoice;

/** Single values from their text. Every complaint says what would be right. */
final class ScalarReader {
    /** At most nine digits, so that no unit overflows a {@link Duration}. */
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private ScalarReader() {}

    /** The value of {@code scalar} as {@code type}. */
    static Object read(Class<?> type, YamlNode.Scalar scalar) throws BadValue {
        String text = scalar.text();
        if (type == String.class) {
            return text;
        }
        if (text.isEmpty()) {
            throw new BadValue("needs a value");
        }
        if (type == int.class || type == Integer.class) {
            return integer(text);
        }
        if (type == boolean.class) {
            return truth(text);
        }
        if (type == double.class) {
            return decimal(text);
        }
        if (type == Duration.class) {
            return duration(text);
        }
        if (type == Path.class) {
            return path(scalar);
        }
        if (type == URI.class) {
            return uri(text);
        }
        if (type == ResetChoice.class) {
            return reset(text);
        }
        if (type == BaudChoice.class) {
            return baud(text);
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalStateException("no reader for a configuration value of " + type);
    }

    /** How {@code constant} is written in the file: {@code GO_ON} as {@code go-on}. */
    static String written(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object constant(Class<?> type, String text) throws BadValue {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (written(constant).equals(text)) {
                return constant;
            }
        }
        String valid = Arrays.stream(constants).map(ScalarReader::written).collect(Collectors.joining(", "));
        throw new BadValue("'" + text + "' is none of " + valid);
    }

    private static Integer integer(String text) throws BadValue {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new BadValue("'" + text + "' is not a whole number without unit");
        }
    }

    private static Boolean truth(String text) throws BadValue {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadValue("'" + text + "' is neither true nor false");
        };
    }

    private static Double decimal(String text) throws BadValue {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadValue("'" + text + "' is not a number without unit, such as 0.33");
        }
        throw new BadValue("'" + text + "' is not a finite number");
    }

    private static Duration duration(String text) throws BadValue {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new BadValue("'" + text
                    + "' is not a duration: write a whole number and one of the units ms, s, m, h, d, such as 30s");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Path path(YamlNode.Scalar scalar) throws BadValue {
        try {
            return scalar.text().startsWith(ServiceCredentials.MARK)
                    ? ServiceCredentials.ofThisProcess().file(scalar.text())
                    : scalar.place()
                            .folder()
                            .resolve(PathText.path(scalar.text()))
                            .normalize();
        } catch (IllegalArgumentException e) {
            throw new BadValue(String.valueOf(e.getMessage()));
        }
    }

    private static URI uri(String text) throws BadValue {
        try {
            return HostName.uri(text);
        } catch (URISyntaxException e) {
            throw new BadValue("'" + text + "' is not an address: " + e.getReason());
        }
    }

    private static BaudChoice baud(String text) throws BadValue {
        try {
            return BaudChoice.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadValue(String.valueOf(e.getMessage()));
        }
    }

    private static ResetChoice reset(String text) throws BadValue {
        try {
            return ResetChoice.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadValue(String.valueOf(e.getMessage()));
        }
    }
}
