package org.twomes.station.sticker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.draw.Paragraph;
import org.twomes.station.sticker.draw.SheetDocument;
import org.twomes.station.sticker.draw.SheetFile;
import org.twomes.station.sticker.draw.SheetPage;
import org.twomes.station.sticker.draw.TextRun;
import org.twomes.station.sticker.draw.Typeface;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.LabelGrid;

/** Makes a {@link Card} an A4 page, its text as large as lets all of it stand on the one page. */
public final class CardRenderer {
    private static final double WIDTH_MM = 210;
    private static final double HEIGHT_MM = 297;
    private static final double MARGIN_MM = 14;
    private static final double SIGN_MM = 34;
    private static final double GAP_MM = 4;
    private static final double TITLE_MM = 9;
    private static final double FOOT_MM = 2.8;
    /** Of text to be read at arm's length, standing. */
    private static final double LARGEST_MM = 5.2;

    private static final double SMALLEST_MM = 2.2;
    private static final double STEP = 0.96;
    private static final double LINE_HEIGHT = 1.22;
    private static final double HEADING = 1.2;
    /** Room above and below the words of a line, as part of their size. */
    private static final double PAD = 0.35;

    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xFFFFFF;

    private final Typeface regular = Typeface.regular();
    private final Typeface bold = Typeface.bold();

    /**
     * Writes the PDF, whole or not at all.
     *
     * @throws FaultException INTERNAL when there is too much text for a page; LABEL_FILE when it cannot be written
     */
    public void write(Path target, Card card) {
        double size = LARGEST_MM;
        while (height(card, size) > HEIGHT_MM - 2 * MARGIN_MM) {
            size *= STEP;
            if (size < SMALLEST_MM) {
                throw new FaultException(FaultCode.INTERNAL, card.title() + ": too much text for one page");
            }
        }
        LabelGrid whole = new LabelGrid(new Box(0, 0, WIDTH_MM, HEIGHT_MM), WIDTH_MM, HEIGHT_MM, 1, 1);
        try (SheetDocument document = new SheetDocument(card.title(), Instant.EPOCH, whole, regular, bold)) {
            try (SheetPage page = document.page(WIDTH_MM, HEIGHT_MM)) {
                draw(page, card, size);
            }
            SheetFile.write(target, document.bytes());
        } catch (IOException e) {
            throw new FaultException(FaultCode.LABEL_FILE, card.title() + ": could not be drawn (" + e + ")", e);
        }
    }

    private void draw(SheetPage page, Card card, double size) throws IOException {
        double y = MARGIN_MM + TITLE_MM * Typeface.CAP_HEIGHT;
        page.text(new TextRun(card.title(), true, TITLE_MM, MARGIN_MM, y));
        y = MARGIN_MM + TITLE_MM * LINE_HEIGHT;
        for (Card.Part part : card.parts()) {
            y += size;
            page.text(new TextRun(
                    part.heading(), true, size * HEADING, MARGIN_MM, y + size * HEADING * Typeface.CAP_HEIGHT));
            y += size * HEADING * LINE_HEIGHT;
            for (Card.Line line : part.lines()) {
                draw(page, line, size, y);
                y += height(line, size);
            }
        }
        page.text(new TextRun(card.foot(), false, FOOT_MM, MARGIN_MM, HEIGHT_MM - MARGIN_MM));
    }

    private void draw(SheetPage page, Card.Line line, double size, double top) throws IOException {
        double height = height(line, size) - size * PAD;
        page.fill(new Box(MARGIN_MM, top, SIGN_MM, height), line.rgb());
        page.colour(line.darkWord() ? BLACK : WHITE);
        double word = Math.min(size, (SIGN_MM - GAP_MM) / bold.width(line.word()));
        page.text(new TextRun(
                line.word(), true, word, MARGIN_MM + GAP_MM / 2, top + (height + word * Typeface.CAP_HEIGHT) / 2));
        page.colour(BLACK);
        double baseline = top + size * (PAD + Typeface.CAP_HEIGHT);
        for (String text : words(line, size)) {
            page.text(new TextRun(text, false, size, MARGIN_MM + SIGN_MM + GAP_MM, baseline));
            baseline += size * LINE_HEIGHT;
        }
    }

    private double height(Card card, double size) {
        double all = TITLE_MM * LINE_HEIGHT + FOOT_MM * 2;
        for (Card.Part part : card.parts()) {
            all += size + size * HEADING * LINE_HEIGHT;
            all += part.lines().stream().mapToDouble(line -> height(line, size)).sum();
        }
        return all;
    }

    private double height(Card.Line line, double size) {
        return size * (words(line, size).size() * LINE_HEIGHT + 3 * PAD);
    }

    /** The text beside the sign, line by line. */
    private List<String> words(Card.Line line, double size) {
        return Paragraph.text(line.text(), false, 1).lines(regular, size, WIDTH_MM - 2 * MARGIN_MM - SIGN_MM - GAP_MM);
    }
}
