package org.twomes.station.sticker.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twomes.station.sticker.LabelFields;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.DesignLine;
import org.twomes.station.sticker.template.LabelDesign;

/** Sets a label's text as its design has it, the foot's lines at the bottom. Shrinks and wraps, never clips. */
final class LabelText {
    /** Body size as a part of the text's height, within limits that the eye sets, in millimetres (5.4 and 9 points). */
    private static final double BODY_OF_HEIGHT = 0.125;

    private static final double BODY_LEAST_MM = 1.9;
    private static final double BODY_MOST_MM = 3.2;

    /** Largest size of a line that fills the width, as a part of the text's height. */
    private static final double FILL_OF_HEIGHT = 0.34;

    private static final double PREFIX_SCALE = 0.62;
    /** A name is broken where that makes its own part this much larger. */
    private static final double WORTH_A_BREAK = 1.25;

    private static final double FOOT_SCALE = 0.86;
    private static final double PARAGRAPH_GAP = 0.42;

    /** White between the head's last line and the foot's capitals. */
    private static final double FOOT_GAP = 0.7;

    private static final double SHRINK_STEP = 0.04;
    private static final double SHRINK_LEAST = 0.36;

    /** Fields are cut in the middle to so many characters only where no size fits. */
    private static final int[] MOST_CHARACTERS = {Integer.MAX_VALUE, 120, 60, 30, 15, 8, 4, 2};

    /** Hexadecimal digits are set for the widest, so that the names on a sheet have one size. */
    private static final String WIDEST_DIGIT = "D";

    /** Between pieces that stay together on a line if they can. */
    private static final String SEPARATOR = " \u00b7 ";

    private final Typeface regular;
    private final Typeface bold;

    LabelText(Typeface regular, Typeface bold) {
        this.regular = regular;
        this.bold = bold;
    }

    /**
     * One label's text.
     *
     * @param design its lines
     * @param fields what stands in their fields
     * @param centred whether lines are centred, else at the left
     * @param reprint whether it is marked as one
     */
    record Wording(LabelDesign design, LabelFields fields, boolean centred, boolean reprint) {}

    /** The label's lines inside {@code box}. */
    List<TextRun> set(Wording wording, Box box) {
        for (int most : MOST_CHARACTERS) {
            for (double shrink = 1; shrink >= SHRINK_LEAST; shrink -= SHRINK_STEP) {
                Optional<List<TextRun>> runs = set(wording, box, most, shrink, false);
                if (runs.isPresent()) {
                    return runs.get();
                }
            }
        }
        return List.of();
    }

    /** The label's lines inside {@code box}, uncut and none smaller than it may be; empty when they do not fit so. */
    Optional<List<TextRun>> whole(Wording wording, Box box) {
        for (double shrink = 1; shrink >= SHRINK_LEAST; shrink -= SHRINK_STEP) {
            Optional<List<TextRun>> runs = set(wording, box, Integer.MAX_VALUE, shrink, true);
            if (runs.isPresent()) {
                return runs;
            }
        }
        return Optional.empty();
    }

    private Optional<List<TextRun>> set(Wording wording, Box box, int most, double shrink, boolean readable) {
        TextBlock head = new TextBlock(box.width(), regular, bold);
        TextBlock foot = new TextBlock(box.width(), regular, bold);
        head(wording, box, most, shrink, head);
        foot(wording, most, shrink, body(box) * shrink, foot);
        double gap = head.height() > 0 && foot.height() > 0 ? FOOT_GAP * body(box) * shrink : 0;
        boolean fits = head.height() + gap + foot.height() <= box.height() && head.fits() && foot.fits();
        if (!fits || readable && !(head.readable() && foot.readable())) {
            return Optional.empty();
        }
        List<TextRun> runs = new ArrayList<>(head.runs(box, box.top(), wording.centred()));
        runs.addAll(foot.runs(box, box.bottom() - foot.height(), wording.centred()));
        return Optional.of(runs);
    }

    private void head(Wording wording, Box box, int most, double shrink, TextBlock into) {
        for (DesignLine line : wording.design().lines()) {
            String text = text(wording, line, most);
            if (line.foot() || text.isEmpty()) {
                continue;
            }
            if (line.size().kind() == DesignLine.Kind.FILL) {
                fill(text, line, box, Math.sqrt(shrink), wording.centred(), into);
            } else {
                boolean given = line.size().kind() == DesignLine.Kind.FIXED;
                into.add(
                        paragraph(text, line.bold(), 1),
                        given ? fixed(line, shrink) : body(box) * shrink,
                        PARAGRAPH_GAP,
                        line.size());
            }
        }
    }

    /** The foot's lines; under a code they share what lines they need. */
    private void foot(Wording wording, int most, double shrink, double body, TextBlock into) {
        if (wording.reprint()) {
            into.add(new Paragraph(List.of("REPRINT"), "", true, FOOT_SCALE), body, 0);
        }
        List<DesignLine> lines =
                wording.design().lines().stream().filter(DesignLine::foot).toList();
        if (wording.centred() && !lines.isEmpty()) {
            String all = lines.stream()
                    .map(line -> text(wording, line, most))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(SEPARATOR));
            DesignLine first = lines.get(0);
            footLine(all, first, shrink, body, into);
        } else {
            lines.forEach(line -> footLine(text(wording, line, most), line, shrink, body, into));
        }
    }

    private void footLine(String text, DesignLine line, double shrink, double body, TextBlock into) {
        if (text.isEmpty()) {
            return;
        }
        boolean given = line.size().kind() == DesignLine.Kind.FIXED;
        into.add(
                paragraph(text, line.bold(), given ? 1 : FOOT_SCALE),
                given ? fixed(line, shrink) : body,
                0,
                line.size());
    }

    private static double fixed(DesignLine line, double shrink) {
        return Math.max(line.size().mostMm() * shrink, line.size().leastMm());
    }

    /** The line's text without pieces whose fields are all empty. */
    private String text(Wording wording, DesignLine line, int most) {
        Typeface face = line.bold() ? bold : regular;
        return Stream.of(line.text().split(SEPARATOR, -1))
                .map(piece -> face.drawable(wording.fields().filled(piece, most)))
                .filter(piece -> !piece.isBlank())
                .collect(Collectors.joining(SEPARATOR));
    }

    private static Paragraph paragraph(String text, boolean isBold, double scale) {
        return text.contains(SEPARATOR)
                ? new Paragraph(Arrays.asList(text.split(SEPARATOR, -1)), SEPARATOR, isBold, scale)
                : Paragraph.text(text, isBold, scale);
    }

    /** One line across {@code box}, as large as fits but not above {@code sizeMm}. */
    TextRun line(String text, Box box, double sizeMm) {
        String drawable = regular.drawable(text);
        double size = Math.min(sizeMm, box.width() / Math.max(1, regular.width(drawable)));
        return new TextRun(drawable, false, size, box.left(), box.bottom());
    }

    private static double body(Box box) {
        return Math.min(BODY_MOST_MM, Math.max(BODY_LEAST_MM, BODY_OF_HEIGHT * box.height()));
    }

    /** A name on one line, or broken after its last hyphen where its own part then gets clearly larger. */
    private void fill(String name, DesignLine line, Box box, double shrink, boolean centred, TextBlock into) {
        Typeface face = line.bold() ? bold : regular;
        int cut = name.lastIndexOf('-') + 1;
        double largest = FILL_OF_HEIGHT * box.height();
        double whole = Math.min(largest, box.width() / widest(face, name, cut));
        double split = Math.min(
                largest,
                box.width()
                        / Math.max(
                                widest(face, name.substring(cut), 0),
                                PREFIX_SCALE * face.width(name.substring(0, cut))));
        if (centred || cut == 0 || cut == name.length() || split <= whole * WORTH_A_BREAK) {
            into.add(
                    Paragraph.text(name, line.bold(), 1),
                    Math.max(whole, BODY_LEAST_MM) * shrink,
                    PARAGRAPH_GAP,
                    line.size());
        } else {
            into.add(
                    Paragraph.text(name.substring(0, cut), line.bold(), PREFIX_SCALE),
                    split * shrink,
                    PARAGRAPH_GAP,
                    line.size());
            into.add(Paragraph.text(name.substring(cut), line.bold(), 1), split * shrink, 0, line.size());
        }
    }

    /** Width at size 1, digits after {@code cut} counted as the widest there is. */
    private static double widest(Typeface face, String name, int cut) {
        String own = name.substring(cut);
        double reserved = own.matches("[0-9A-F]+") ? own.length() * face.width(WIDEST_DIGIT) : face.width(own);
        return Math.max(0.1, face.width(name.substring(0, cut)) + reserved);
    }
}
