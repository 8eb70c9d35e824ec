package org.twomes.station.identity;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks possible tokens in a log line. It works without knowing the token, so that a damaged payload reveals nothing either: of
 * JSON only keys and values known to be harmless are kept, and no number that is long enough to guess the rest of a token from,
 * whatever is before or behind it.
 */
final class LineMask {
    static final String MASK = "******";

    private static final Pattern HARMLESS = Pattern.compile("\"ver\":\"v[0-9]\""
            + "|\"name\":\"(?:TWOMES|[0-9A-F]{4})-[0-9A-F]{6}\""
            + "|\"device_type\":\"[0-9A-Za-z-]{1,64}\""
            + "|\"transport\":\"[a-z]{1,16}\""
            + "|\"(?:pop|activation_token)\"(?=:)"
            + "|[{},:]");

    /** Digits of a token, also with damaged bytes between them. */
    private static final String DIGITS = "[0-9](?:" + LogText.UNREADABLE + "?[0-9]){3,}";

    /** In turn: the time of ESP-IDF's log at the line's beginning, a hexadecimal number with its mark, and a long decimal one. */
    private static final Pattern NUMBER =
            Pattern.compile("^([^0-9A-Za-z({\"]{0,2}[EWIDV] \\([0-9]{1,6}\\))|(0x[0-9a-fA-F]+)|" + DIGITS);

    private static final int TIME = 1;
    private static final int HEXADECIMAL = 2;
    private static final int MARK_LENGTH = 2;
    /** Sizes and flash offsets; greater numbers than these may be tokens of their least length. */
    private static final long GREATEST_OFFSET = 0xFF_FFFFL;
    /** Address ranges of an ESP32's memory and registers, which occur in every boot log. Source: its reference manual. */
    private static final long FIRST_ADDRESS = 0x3F40_0000L;

    private static final long LAST_ADDRESS = 0x40C1_FFFFL;
    private static final int LONGEST_HEXADECIMAL = 8;
    /** A word of erased flash. */
    private static final long BLANK = 0xFFFF_FFFFL;
    /** A name that follows from a MAC address. A payload that was read whole has its token elsewhere. */
    private static final Pattern NAME = Pattern.compile("(?:TWOMES|[0-9A-F]{4})-[0-9A-F]{6}");

    private LineMask() {}

    static String mask(String line) {
        int json = jsonStart(line);
        String head = masked(json < 0 ? line : line.substring(0, json));
        return json < 0 ? head : head + maskJson(line.substring(json));
    }

    /** A name or type that a board printed, for a message, with possible tokens masked. */
    static String quoted(String printed) {
        return NAME.matcher(printed).matches() ? printed : masked(printed);
    }

    private static String masked(String text) {
        return NUMBER.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(harmless(found) ? found.group() : MASK));
    }

    private static boolean harmless(MatchResult found) {
        if (found.group(TIME) != null) {
            return true;
        }
        String hexadecimal = found.group(HEXADECIMAL);
        if (hexadecimal == null || hexadecimal.length() > MARK_LENGTH + LONGEST_HEXADECIMAL) {
            return false;
        }
        long value = Long.parseLong(hexadecimal.substring(MARK_LENGTH), 16);
        return value <= GREATEST_OFFSET || value >= FIRST_ADDRESS && value <= LAST_ADDRESS || value == BLANK;
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
                // Where bytes were lost between a key and a token, the token is in that key's value.
                shown.append(masked(matcher.group()));
                next = matcher.end();
            }
            at = next;
        }
        return shown.toString();
    }
}
