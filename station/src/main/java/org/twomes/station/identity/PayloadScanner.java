package org.twomes.station.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the payloads in a log: after a marker, the first brace that opens until the one that closes. Lines of other tasks
 * between the marker and the JSON, or between its lines, are skipped.
 */
final class PayloadScanner {
    /** Longest JSON text: twice the length with the longest type name. */
    private static final int LONGEST_JSON = 512;

    private static final String TAG_END = ": ";

    /** JSON's numbers and literals, which have no quotes (RFC 8259, 3 and 6). */
    private static final Pattern BARE_VALUE =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** All characters of such values. */
    private static final String BARE = "0123456789+-.eEtrufalsn";

    /** Those that one can begin with. */
    private static final String BARE_BEGIN = "0123456789-tfn";

    private static final int LONGEST_BARE = 32;

    private enum Mode {
        SEEK,
        AWAIT,
        INSIDE
    }

    private enum LineKind {
        UNKNOWN,
        JSON,
        FOREIGN
    }

    private final StringBuilder json = new StringBuilder();
    /** A value without quotes as far as it has been read; part of {@link #json} once it has ended. */
    private final StringBuilder bare = new StringBuilder();

    private Mode mode = Mode.SEEK;
    private LineKind lineKind = LineKind.UNKNOWN;
    private Payload.Kind kind = Payload.Kind.QR;
    private String tag = "";
    private boolean markerLine;
    private int depth;
    private boolean quoted;
    private boolean escaped;
    private int damaged;

    /** A payload's marker has been read, and its end has not. */
    boolean open() {
        return mode != Mode.SEEK;
    }

    /** Payloads since the last {@link #restart()} that were cut off or could not be read. */
    int damaged() {
        return damaged;
    }

    /** Number of characters held. */
    int held() {
        return json.length() + bare.length() + tag.length();
    }

    /** The board restarted: what came before belongs to another boot. */
    void restart() {
        leave();
        damaged = 0;
    }

    /**
     * Takes a character of a line.
     *
     * @param line the line so far, {@code c} included
     * @return the payload that {@code c} completes
     */
    Optional<Payload> accept(char c, CharSequence line) {
        if (c == ':' && !(mode == Mode.INSIDE && lineKind == LineKind.JSON)) {
            lookForMarker(line.toString());
        }
        switch (mode) {
            case SEEK -> {}
            case AWAIT -> {
                if (c == '{' && opensHere(line)) {
                    mode = Mode.INSIDE;
                    lineKind = LineKind.JSON;
                    return inside(c);
                }
            }
            case INSIDE -> {
                if (lineKind == LineKind.UNKNOWN && c != ' ') {
                    lineKind = "\"{},".indexOf(c) >= 0 || beginsBare(c) ? LineKind.JSON : LineKind.FOREIGN;
                }
                if (lineKind == LineKind.JSON) {
                    return inside(c);
                }
            }
        }
        return Optional.empty();
    }

    /** The line ended. */
    void endLine() {
        markerLine = false;
        lineKind = LineKind.UNKNOWN;
        endBare();
        if (quoted) {
            spoil();
        }
    }

    private void lookForMarker(String line) {
        for (Payload.Kind candidate : Payload.Kind.values()) {
            if (line.endsWith(candidate.marker)) {
                if (mode != Mode.SEEK) {
                    spoil();
                }
                leave();
                mode = Mode.AWAIT;
                kind = candidate;
                tag = tagBefore(line.substring(0, line.length() - candidate.marker.length()));
                markerLine = true;
            }
        }
    }

    /** ESP-IDF's log line is {@code I (milliseconds) tag: message}. */
    private static String tagBefore(String head) {
        String line = head.endsWith(TAG_END) ? head.substring(0, head.length() - TAG_END.length()) : head;
        int time = line.lastIndexOf(") ");
        return time < 0 ? line.strip() : line.substring(time + 2).strip();
    }

    /** The brace stands on the marker's line, alone at a line's start, or right after the header of a line with the same tag. */
    private boolean opensHere(CharSequence line) {
        String before = line.subSequence(0, line.length() - 1).toString();
        return markerLine || before.isBlank() || !tag.isEmpty() && before.endsWith(tag + TAG_END);
    }

    private Optional<Payload> inside(char c) {
        if (json.length() >= LONGEST_JSON) {
            spoil();
            return Optional.empty();
        }
        if (quoted) {
            json.append(c);
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return Optional.empty();
        }
        if (bare.isEmpty() ? beginsBare(c) : BARE.indexOf(c) >= 0 && bare.length() < LONGEST_BARE) {
            bare.append(c);
            return Optional.empty();
        }
        if ("{}\":, ".indexOf(c) < 0 || !endBare()) {
            // Another task's line began before this one ended.
            bare.setLength(0);
            lineKind = LineKind.FOREIGN;
            return Optional.empty();
        }
        json.append(c);
        switch (c) {
            case '"' -> quoted = true;
            case '{' -> depth++;
            case '}' -> depth--;
            default -> {}
        }
        return depth == 0 ? finish() : Optional.empty();
    }

    /** Whether {@code c} begins a value without quotes: only where a value is due, behind a key's colon. */
    private boolean beginsBare(char c) {
        return BARE_BEGIN.indexOf(c) >= 0 && json.toString().stripTrailing().endsWith(":");
    }

    /** Ends a value without quotes, if there is one; false where it is no value but the beginning of another task's output. */
    private boolean endBare() {
        boolean value = bare.isEmpty() || BARE_VALUE.matcher(bare).matches();
        if (value) {
            json.append(bare);
        }
        bare.setLength(0);
        return value;
    }

    private Optional<Payload> finish() {
        Optional<Payload> payload = Payload.read(kind, tag, json.toString());
        if (payload.isEmpty()) {
            spoil();
        } else {
            leave();
        }
        return payload;
    }

    private void spoil() {
        damaged++;
        leave();
    }

    private void leave() {
        json.setLength(0);
        bare.setLength(0);
        tag = "";
        mode = Mode.SEEK;
        depth = 0;
        quoted = false;
        escaped = false;
        markerLine = false;
    }
}
