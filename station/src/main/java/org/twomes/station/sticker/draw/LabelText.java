package org.twomes.station.sticker.draw;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.twomes.station.sticker.LabelContent;
import org.twomes.station.sticker.template.Box;

/** Sets a label's text: name large, device type, then slot, place and time at the foot. Shrinks and wraps, never clips. */
final class LabelText {
    /** Body size as a part of the text's height, within limits that the eye sets, in millimetres (5.4 and 9 points). */
    private static final double BODY_OF_HEIGHT = 0.125;

    private static final double BODY_LEAST_MM = 1.9;
    private static final double BODY_MOST_MM = 3.2;

    /** Largest size of the name as a part of the text's height. */
    private static final double NAME_OF_HEIGHT = 0.34;

    private static final double PREFIX_SCALE = 0.62;
    /** The name is broken where that makes its own part this much larger. */
    private static final double WORTH_A_BREAK = 1.25;

    private static final double FOOT_SCALE = 0.86;
    private static final double LINE = 1.16;
    private static final double PARAGRAPH_GAP = 0.42;

    /** White between the head's last line and the foot's capitals. */
    private static final double FOOT_GAP = 0.7;

    private static final double SHRINK_STEP = 0.04;
    private static final double SHRINK_LEAST = 0.36;

    /** Texts are cut in the middle to so many characters only where no size fits. */
    private static final int[] MOST_CHARACTERS = {Integer.MAX_VALUE, 120, 60, 30, 15, 8, 4, 2};

    /** Hexadecimal digits are set for the widest, so that the names on a sheet have one size. */
    private static final String WIDEST_DIGIT = "D";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Typeface regular;
    private final Typeface bold;

    LabelText(Typeface regular, Typeface bold) {
        this.regular = regular;
        this.bold = bold;
    }

    /**
     * The label's lines inside {@code box}.
     *
     * @param place the sheet's number and the position
     * @param centred whether lines are centred, else at the left
     */
    List<TextRun> set(LabelContent content, String place, Box box, boolean centred) {
        for (int most : MOST_CHARACTERS) {
            for (double shrink = 1; shrink >= SHRINK_LEAST; shrink -= SHRINK_STEP) {
                Setting head = new Setting(box.width());
                name(content.name(), most, box, Math.sqrt(shrink), centred, head);
                double body = body(box) * shrink;
                head.add(type(content, most), body, PARAGRAPH_GAP);
                Setting foot = new Setting(box.width());
                foot(content, place, most, centred).forEach(paragraph -> foot.add(paragraph, body, 0));
                double gap = FOOT_GAP * body;
                if (head.height() + gap + foot.height() <= box.height() && head.fits() && foot.fits()) {
                    List<TextRun> runs = new ArrayList<>(head.runs(box, box.top(), centred));
                    runs.addAll(foot.runs(box, box.bottom() - foot.height(), centred));
                    return runs;
                }
            }
        }
        return List.of();
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

    /** The name on one line, or broken after its last hyphen where its own part then gets clearly larger. */
    private void name(String given, int most, Box box, double shrink, boolean centred, Setting into) {
        String name = Paragraph.shortened(bold.drawable(given), most);
        int cut = name.lastIndexOf('-') + 1;
        double largest = NAME_OF_HEIGHT * box.height();
        double whole = Math.min(largest, box.width() / widest(name, cut));
        double split = Math.min(
                largest,
                box.width()
                        / Math.max(widest(name.substring(cut), 0), PREFIX_SCALE * bold.width(name.substring(0, cut))));
        if (centred || cut == 0 || cut == name.length() || split <= whole * WORTH_A_BREAK) {
            into.add(Paragraph.text(name, true, 1), Math.max(whole, BODY_LEAST_MM) * shrink, 0);
        } else {
            into.add(Paragraph.text(name.substring(0, cut), true, PREFIX_SCALE), split * shrink, 0);
            into.add(Paragraph.text(name.substring(cut), true, 1), split * shrink, 0);
        }
    }

    /** Width at size 1, digits after {@code cut} counted as the widest there is. */
    private double widest(String name, int cut) {
        String own = name.substring(cut);
        double reserved = own.matches("[0-9A-F]+") ? own.length() * bold.width(WIDEST_DIGIT) : bold.width(own);
        return Math.max(0.1, bold.width(name.substring(0, cut)) + reserved);
    }

    private Paragraph type(LabelContent content, int most) {
        return Paragraph.text(Paragraph.shortened(regular.drawable(content.deviceType()), most), false, 1);
    }

    private List<Paragraph> foot(LabelContent content, String place, int most, boolean centred) {
        String slot = Paragraph.shortened(regular.drawable(content.slot()), most);
        String at = TIME.format(content.at().atZone(content.zone()));
        String sheet = Paragraph.shortened(regular.drawable(place), Math.max(most, place.length() / 2));
        List<Paragraph> paragraphs = new ArrayList<>();
        if (content.reprint()) {
            paragraphs.add(new Paragraph(List.of("REPRINT"), "", true, FOOT_SCALE));
        }
        if (centred) {
            paragraphs.add(new Paragraph(List.of(slot, at, sheet), " \u00b7 ", false, FOOT_SCALE));
        } else {
            paragraphs.add(new Paragraph(List.of(slot, sheet), " \u00b7 ", false, FOOT_SCALE));
            paragraphs.add(new Paragraph(List.of(at), "", false, FOOT_SCALE));
        }
        return paragraphs;
    }

    /** Lines under each other, measured from the first capital's top to the last baseline. */
    private final class Setting {
        private record Line(String text, boolean bold, double size, double baseline) {}

        private final double width;
        private final List<Line> lines = new ArrayList<>();

        Setting(double width) {
            this.width = width;
        }

        /** Adds a paragraph; {@code gap} is the extra white above it as a part of its size. */
        void add(Paragraph paragraph, double blockSize, double gap) {
            Typeface face = face(paragraph.bold());
            double size = paragraph.size(face, blockSize, width);
            double white = gap * size;
            for (String text : paragraph.lines(face, size, width)) {
                double baseline = lines.isEmpty() ? Typeface.CAP_HEIGHT * size : height() + white + LINE * size;
                lines.add(new Line(text, paragraph.bold(), size, baseline));
                white = 0;
            }
        }

        double height() {
            return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).baseline();
        }

        boolean fits() {
            return lines.stream().allMatch(line -> face(line.bold()).width(line.text()) * line.size() <= width + 1e-9);
        }

        List<TextRun> runs(Box box, double top, boolean centred) {
            return lines.stream()
                    .map(line -> {
                        double free = box.width() - face(line.bold()).width(line.text()) * line.size();
                        double x = box.left() + (centred ? free / 2 : 0);
                        return new TextRun(line.text(), line.bold(), line.size(), x, top + line.baseline());
                    })
                    .toList();
        }

        private Typeface face(boolean isBold) {
            return isBold ? bold : regular;
        }
    }
}
