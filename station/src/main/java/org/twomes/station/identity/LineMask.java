package org.twomes.station.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what may be a token out of a log line. It works without knowing the token, so that a damaged payload gives nothing
 * away either: of JSON only the keys and values known to be harmless are kept, and elsewhere no long number.
 */
final class LineMask {
    static final String MASK = "******";

    private static final Pattern HARMLESS = Pattern.compile("\"ver\":\"v[0-9]\""
            + "|\"name\":\"(?:TWOMES|[0-9A-F]{4})-[0-9A-F]{6}\""
            + "|\"device_type\":\"[0-9A-Za-z-]{1,64}\""
            + "|\"transport\":\"[a-z]{1,16}\""
            + "|\"(?:pop|activation_token)\"(?=:)"
            + "|[{},:]");

    /** Decimal numbers that are long enough to guess the rest of a token from, and no hexadecimal address or log time. */
    private static final Pattern LONG_NUMBER = Pattern.compile("(?<![0-9A-Za-z(])[0-9]{4,}");

    /** So long that it is taken for a token whatever stands before it, if not the mark of an address. */
    private static final Pattern TOKEN_LONG = Pattern.compile("(?<!0x)[0-9]{8,}");

    private LineMask() {}

    static String mask(String line) {
        int json = jsonStart(line);
        String head = json < 0 ? line : line.substring(0, json);
        String shown =
                TOKEN_LONG.matcher(LONG_NUMBER.matcher(head).replaceAll(MASK)).replaceAll(MASK);
        return json < 0 ? shown : shown + maskJson(line.substring(json));
    }

    private static int jsonStart(String line) {
        int quote = line.indexOf('"');
        int brace = line.indexOf('{');
        if (quote < 0 || brace < 0) {
            return Math.max(quote, brace);
        }
        return Math.min(quote, brace);
    }

    private static String maskJson(String json) {
        StringBuilder shown = new StringBuilder();
        Matcher matcher = HARMLESS.matcher(json);
        int at = 0;
        while (at < json.length()) {
            boolean found = matcher.find(at);
            int next = found ? matcher.start() : json.length();
            if (next > at) {
                shown.append(json.substring(at, next).isBlank() ? " " : MASK);
            }
            if (found) {
                shown.append(matcher.group());
                next = matcher.end();
            }
            at = next;
        }
        return shown.toString();
    }
}
