package org.twomes.station.sticker.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that is broken into lines between its pieces, and inside a piece only where that alone is too wide.
 *
 * @param pieces what stays together if it can
 * @param separator between two pieces on one line
 * @param bold which typeface
 * @param scale font size as a part of the block's size
 */
public record Paragraph(List<String> pieces, String separator, boolean bold, double scale) {
    private static final String BREAK_AFTER = "(?<=[-_/. ])";
    private static final double ROUNDING_MM = 1e-9;
    private static final double LEAST_OF_WISH = 0.7;
    private static final String ELLIPSIS = "\u2026";

    /** A text that may be broken after a hyphen, underscore, slash, full stop or blank. */
    public static Paragraph text(String text, boolean bold, double scale) {
        return new Paragraph(List.of(text.split(BREAK_AFTER)), "", bold, scale);
    }

    /** The text cut in its middle to at most so many characters. */
    public static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int head = (most - 1) / 2;
        int tail = most - 1 - head;
        return new String(points, 0, head) + ELLIPSIS + new String(points, points.length - tail, tail);
    }

    /** The size at which the widest piece stays whole, but not far below the wish: then it is broken after all. */
    double size(Typeface face, double blockSize, double width) {
        return size(face, blockSize, width, LEAST_OF_WISH * scale * blockSize);
    }

    /** As above, but not below {@code least}. */
    double size(Typeface face, double blockSize, double width, double least) {
        double widest = pieces.stream()
                .mapToDouble(piece -> face.width(piece.strip()))
                .max()
                .orElse(0);
        double wish = scale * blockSize;
        return widest * wish <= width ? wish : Math.max(width / widest, Math.min(wish, least));
    }

    /** The lines, none wider than {@code width} at this size unless a single character is. */
    public List<String> lines(Typeface face, double sizeMm, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String piece : pieces) {
            String longer = line.isEmpty() ? piece : line + separator + piece;
            if (fits(longer, face, sizeMm, width)) {
                line = longer;
                continue;
            }
            add(lines, line);
            line = piece;
            while (!fits(line, face, sizeMm, width) && line.codePointCount(0, line.length()) > 1) {
                int cut = fitting(line, face, sizeMm, width);
                add(lines, line.substring(0, cut));
                line = line.substring(cut);
            }
        }
        add(lines, line);
        return lines;
    }

    private static void add(List<String> lines, String line) {
        if (!line.isBlank()) {
            lines.add(line.strip());
        }
    }

    /** A blank at a line's end takes no space. */
    private static boolean fits(String text, Typeface face, double sizeMm, double width) {
        return face.width(text.strip()) * sizeMm <= width + ROUNDING_MM;
    }

    /** How many characters from the start fit, at least one. */
    private static int fitting(String text, Typeface face, double sizeMm, double width) {
        int end = text.offsetByCodePoints(0, 1);
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            if (face.width(text.substring(0, next)) * sizeMm > width) {
                break;
            }
            end = next;
        }
        return end;
    }
}
