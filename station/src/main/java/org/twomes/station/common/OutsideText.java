package org.twomes.station.common;

import java.util.OptionalInt;
import java.util.PrimitiveIterator;
import java.util.regex.Pattern;

/**
 * Text that came from outside (a USB device, a server, a printer, a program, a file), made fit for a terminal, a log line, a page
 * and a label: nothing in it moves a cursor, ends a line, changes the direction of reading, or is there without being seen.
 * It is called where such a text comes in.
 */
public final class OutsideText {
    /** What an operator reads at a slot. */
    public static final int SENTENCE = 200;

    /** Names of devices, queues, files: longer ones are cut. */
    public static final int NAME = 128;

    private static final String CUT = "...";
    private static final int REPLACEMENT = 0xFFFD;
    private static final int DELETE = 0x7f;

    /** Marks above one letter that any language needs; more of them climb over the lines above. */
    private static final int MOST_MARKS = 3;

    /**
     * Control sequences of terminals as a whole, so that their parameters are not left behind as text (ECMA-48, 5.3, 5.4 and
     * 8.3.89): CSI with parameters, intermediate bytes and a final byte; OSC, DCS, SOS, PM and APC up to their terminator.
     */
    private static final Pattern SEQUENCE = Pattern.compile(
            "(?:\u001b\\[|\u009b)[0-?]{0,32}[ -/]{0,8}[@-~]"
                    + "|(?:\u001b[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\r\n]{0,1024}(?:\u0007|\u001b\\\\|\u009c)");

    /** Drawn as nothing by most fonts although Unicode calls them letters or symbols (Default_Ignorable_Code_Point; U+2800). */
    private static final String BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private OutsideText() {}

    /** As {@link #line(String, int)}, for a {@link #SENTENCE}. */
    public static String line(String text) {
        return line(text, SENTENCE);
    }

    /**
     * {@code text} on one line of at most {@code most} characters. Line ends, controls and separators become one blank each run;
     * directions, joiners and other invisible characters go; half a surrogate pair and what is no character become U+FFFD.
     */
    public static String line(String text, int most) {
        String clean = cleaned(text, false).strip();
        return clean.length() <= most ? clean : cut(clean, most);
    }

    /** As {@link #line(String, int)}, of text that has lines: those stay. */
    public static String lines(String text, int most) {
        String clean = cleaned(text, true);
        return clean.length() <= most ? clean : cut(clean, most);
    }

    /** Text for a terminal or a file of lines, whose line ends and column marks stay; of any length. */
    public static String printable(String text) {
        return cleaned(text, true);
    }

    /** The first character that {@link #line} would not leave as it is; empty when there is none. */
    public static OptionalInt firstUnfit(String text) {
        PrimitiveIterator.OfInt all = text.codePoints().iterator();
        while (all.hasNext()) {
            int character = all.nextInt();
            if (shown(character, false) != character) {
                return OptionalInt.of(character);
            }
        }
        return OptionalInt.empty();
    }

    private static String cut(String text, int most) {
        int end = Math.max(0, most - CUT.length());
        // Not through the middle of a pair.
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + CUT;
    }

    private static String cleaned(String text, boolean keepLines) {
        if (plain(text, keepLines)) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        String words = SEQUENCE.matcher(text).replaceAll("").replace("\r\n", "\n");
        boolean blank = false;
        int marks = 0;
        PrimitiveIterator.OfInt all = words.codePoints().iterator();
        while (all.hasNext()) {
            int character = all.nextInt();
            int shown = shown(character, keepLines);
            marks = Character.getType(character) == Character.NON_SPACING_MARK ? marks + 1 : 0;
            // Of a run of what is no text, one blank is left; blanks that were there stay.
            boolean instead = shown == ' ' && character != ' ';
            if (shown >= 0 && marks <= MOST_MARKS && !(instead && blank)) {
                clean.appendCodePoint(shown);
                blank = shown == ' ';
            }
        }
        return clean.toString();
    }

    /** Most text is, and stays as it is. */
    private static boolean plain(String text, boolean keepLines) {
        return text.chars().allMatch(c -> c >= ' ' && c < DELETE || keepLines && c == '\n');
    }

    /** What stands for a character: itself, a blank, U+FFFD, or -1 for nothing. */
    private static int shown(int character, boolean keepLines) {
        if (character >= ' ' && character < DELETE) {
            return character;
        }
        if (keepLines && (character == '\n' || character == '\t')) {
            return character;
        }
        if (BLANKS.indexOf(character) >= 0) {
            return -1;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> ' ';
            case Character.FORMAT -> -1;
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> REPLACEMENT;
            default -> variation(character) ? -1 : character;
        };
    }

    /** Variation selectors: they can carry any hidden text behind one visible letter. */
    private static boolean variation(int character) {
        return character >= 0xFE00 && character <= 0xFE0F
                || character >= 0xE0100 && character <= 0xE01EF
                || character >= 0x180B && character <= 0x180F;
    }
}
