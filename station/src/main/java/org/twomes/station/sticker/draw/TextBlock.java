package org.twomes.station.sticker.draw;

import java.util.ArrayList;
import java.util.List;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.DesignLine;

/** Lines under each other, measured from the first capital's top to the last baseline. */
final class TextBlock {
    private static final double LINE = 1.16;
    private static final double ROUNDING_MM = 1e-9;

    private record Line(String text, boolean bold, double size, double baseline, double least) {}

    private final double width;
    private final Typeface regular;
    private final Typeface bold;
    private final List<Line> lines = new ArrayList<>();

    TextBlock(double width, Typeface regular, Typeface bold) {
        this.width = width;
        this.regular = regular;
        this.bold = bold;
    }

    /** Adds a paragraph of any size; {@code gap} is the extra white above it as a part of its size. */
    void add(Paragraph paragraph, double blockSize, double gap) {
        add(paragraph, paragraph.size(face(paragraph.bold()), blockSize, width), gap, 0);
    }

    /** As above, for a line that may not be smaller than {@code rule} says; where its size is given, it shrinks to that before a word is broken. */
    void add(Paragraph paragraph, double blockSize, double gap, DesignLine.Size rule) {
        Typeface face = face(paragraph.bold());
        double size = rule.kind() == DesignLine.Kind.FIXED
                ? paragraph.size(face, blockSize, width, rule.leastMm())
                : paragraph.size(face, blockSize, width);
        add(paragraph, size, gap, rule.leastMm());
    }

    private void add(Paragraph paragraph, double size, double gap, double least) {
        double white = gap * size;
        for (String text : paragraph.lines(face(paragraph.bold()), size, width)) {
            double baseline = lines.isEmpty() ? Typeface.CAP_HEIGHT * size : height() + white + LINE * size;
            lines.add(new Line(text, paragraph.bold(), size, baseline, least));
            white = 0;
        }
    }

    double height() {
        return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).baseline();
    }

    boolean fits() {
        return lines.stream()
                .allMatch(line -> face(line.bold()).width(line.text()) * line.size() <= width + ROUNDING_MM);
    }

    /** Whether no line is smaller than it may be. */
    boolean readable() {
        return lines.stream().allMatch(line -> line.size() + ROUNDING_MM >= line.least());
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
