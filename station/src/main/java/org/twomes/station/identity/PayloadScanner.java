package org.twomes.station.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the JSON objects in a boot log, fed character by character without escape sequences. An object stands on one line or on
 * several, one key a line; lines of other tasks in between are passed over.
 */
final class PayloadScanner {
    /** Longer than any line of a payload; the rest of a longer line says nothing. */
    private static final int MOST_LINE = 512;

    private static final int MOST_KEYS = 16;
    private static final Pattern PAIR = Pattern.compile("\"([A-Za-z_]{1,32})\"\\s*:\\s*\"([^\"\\\\]{0,128})\"");

    private final StringBuilder line = new StringBuilder();
    private final Map<String, String> open = new LinkedHashMap<>();
    private boolean inside;
    private boolean cut;

    /** Takes one character; gives the object that it completes. */
    Optional<Map<String, String>> accept(char c) {
        if (c == '{') {
            cut |= inside;
            inside = true;
            open.clear();
            line.setLength(0);
        } else if (c == '}' && inside) {
            takePairs();
            inside = false;
            return Optional.of(new LinkedHashMap<>(open));
        } else if (c == '\n') {
            takePairs();
            line.setLength(0);
        } else if (line.length() < MOST_LINE) {
            line.append(c);
        }
        return Optional.empty();
    }

    /** Whether an object began that has not ended, or that another cut off. */
    boolean unfinished() {
        return inside || cut;
    }

    private void takePairs() {
        if (!inside) {
            return;
        }
        Matcher pair = PAIR.matcher(line);
        while (pair.find() && open.size() < MOST_KEYS) {
            open.put(pair.group(1), pair.group(2));
        }
    }
}
