package org.twomes.station.common;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with its escapes taken away layer by layer, each of whose characters knows where it stood in the first text. */
final class EscapedText {
    /** Of URLs (RFC 3986), JSON and C, and character references of HTML. */
    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})"
            + "|\\\\u\\{?([0-9a-fA-F]{4})}?"
            + "|\\\\x([0-9a-fA-F]{2})"
            + "|&#[xX]([0-9a-fA-F]{1,6});?"
            + "|&#([0-9]{1,7});?"
            + "|\\\\([0-3][0-7]{2})"
            + "|\\\\(.)"
            + "|&([a-z]{2,6});");

    private static final int[] RADIX = {16, 16, 16, 16, 10, 8};
    private static final int BACKSLASHED = 7;
    private static final int NAMED = 8;
    private static final Map<String, Character> NAMES =
            Map.of("quot", '"', "amp", '&', "lt", '<', "gt", '>', "apos", '\'');

    private final char[] text;
    private final char[] lower;
    private final int[] from;
    private final int[] to;

    private EscapedText(char[] text, int[] from, int[] to) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.lower = new char[text.length];
        for (int at = 0; at < text.length; at++) {
            lower[at] = Character.toLowerCase(text[at]);
        }
    }

    static EscapedText of(String text) {
        int[] from = new int[text.length()];
        int[] to = new int[text.length()];
        for (int at = 0; at < from.length; at++) {
            from[at] = at;
            to[at] = at + 1;
        }
        return new EscapedText(text.toCharArray(), from, to);
    }

    int length() {
        return text.length;
    }

    /** Its characters in lower case, one for one. */
    char[] lowerCase() {
        return lower;
    }

    /** Marks where these characters stood in the first text, and what stood between them. */
    void mark(int at, int length, boolean[] first) {
        Arrays.fill(first, from[at], to[at + length - 1], true);
    }

    /** Whether nothing that belongs to a word stands before or behind these characters in the first text. */
    boolean standsAlone(int at, int length) {
        boolean before = at > 0 && to[at - 1] == from[at];
        int last = at + length - 1;
        boolean behind = last + 1 < text.length && from[last + 1] == to[last];
        return !before && !behind;
    }

    /** Its letters and digits alone. */
    EscapedText folded() {
        Collected kept = new Collected(text.length);
        for (int at = 0; at < text.length; at++) {
            if (Character.isLetterOrDigit(text[at])) {
                kept.add(text[at], from[at], to[at]);
            }
        }
        return kept.text();
    }

    /** With one layer of escapes taken away; as long as before when there is none. */
    EscapedText unescaped() {
        Collected plain = new Collected(text.length);
        Matcher escape = ESCAPE.matcher(new String(text));
        int at = 0;
        while (escape.find()) {
            for (; at < escape.start(); at++) {
                plain.add(text[at], from[at], to[at]);
            }
            plain.add(meant(escape), from[escape.start()], to[escape.end() - 1]);
            at = escape.end();
        }
        for (; at < text.length; at++) {
            plain.add(text[at], from[at], to[at]);
        }
        return plain.text();
    }

    private static char meant(Matcher escape) {
        for (int group = 1; group <= RADIX.length; group++) {
            if (escape.group(group) != null) {
                return (char) Integer.parseInt(escape.group(group), RADIX[group - 1]);
            }
        }
        if (escape.group(BACKSLASHED) != null) {
            char letter = escape.group(BACKSLASHED).charAt(0);
            return "nrtbf".indexOf(letter) >= 0 ? ' ' : letter;
        }
        return NAMES.getOrDefault(escape.group(NAMED), ' ');
    }

    private static final class Collected {
        private final char[] text;
        private final int[] from;
        private final int[] to;
        private int count;

        Collected(int most) {
            text = new char[most];
            from = new int[most];
            to = new int[most];
        }

        void add(char character, int start, int end) {
            text[count] = character;
            from[count] = start;
            to[count++] = end;
        }

        EscapedText text() {
            return new EscapedText(Arrays.copyOf(text, count), Arrays.copyOf(from, count), Arrays.copyOf(to, count));
        }
    }
}
