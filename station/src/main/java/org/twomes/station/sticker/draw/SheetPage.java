package org.twomes.station.sticker.draw;

import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.awt.Color;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.util.Matrix;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.DesignPicture;

/** Draws on one PDF page in millimetres from its top left corner. */
public final class SheetPage implements AutoCloseable {
    private static final double POINTS_PER_MM = 72 / ModuleRule.MM_PER_INCH;
    private static final float HAIRLINE_POINTS = 0.4f;

    /** The two typefaces inside a document. */
    record Fonts(PDFont regular, PDFont bold) {}

    private final PDPageContentStream content;
    private final double heightMm;
    private final PDFont regular;
    private final PDFont bold;
    private final SheetPictures pictures;

    SheetPage(PDDocument document, double widthMm, double heightMm, Fonts fonts, SheetPictures pictures)
            throws IOException {
        PDPage page = new PDPage(new PDRectangle(points(widthMm), points(heightMm)));
        document.addPage(page);
        content = new PDPageContentStream(document, page);
        this.heightMm = heightMm;
        this.regular = fonts.regular();
        this.bold = fonts.bold();
        this.pictures = pictures;
    }

    /** A QR code as one path; modules are unit squares under a scaling, so that their edges meet exactly. */
    void code(QrCode code, double left, double top) throws IOException {
        ByteMatrix modules = code.modules();
        int side = modules.getWidth();
        double quiet = QrCode.QUIET_ZONE * code.moduleMm();
        float scale = points(code.moduleMm());
        content.saveGraphicsState();
        content.transform(new Matrix(scale, 0, 0, -scale, points(left + quiet), points(heightMm - top - quiet)));
        for (int row = 0; row < side; row++) {
            int column = 0;
            while (column < side) {
                int end = column;
                while (end < side && modules.get(end, row) == 1) {
                    end++;
                }
                if (end > column) {
                    content.addRect(column, row, end - column, 1);
                }
                column = end + 1;
            }
        }
        content.fill();
        content.restoreGraphicsState();
    }

    /** A stand-in of a QR code's size that says nothing: a frame with its three finder patterns. */
    void maskedCode(QrCode code, double left, double top) throws IOException {
        int side = code.modules().getWidth();
        ByteMatrix mask = new ByteMatrix(side, side);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                boolean upper = row < 7;
                boolean finder = (upper && (column < 7 || column >= side - 7)) || (row >= side - 7 && column < 7);
                boolean edge = row == 0 || column == 0 || row == side - 1 || column == side - 1;
                mask.set(column, row, finder && code.modules().get(column, row) == 1 || edge);
            }
        }
        code(new QrCode(mask, code.moduleMm()), left, top);
    }

    /** Draws one line of text. */
    public void text(TextRun run) throws IOException {
        content.beginText();
        content.setFont(run.bold() ? bold : regular, points(run.sizeMm()));
        content.newLineAtOffset(points(run.x()), points(heightMm - run.baseline()));
        content.showText(run.text());
        content.endText();
    }

    /** Draws a picture into its place; one without an image leaves the place free. */
    void picture(DesignPicture picture, Box box) throws IOException {
        if (picture.image().isPresent()) {
            content.saveGraphicsState();
            content.transform(new Matrix(
                    points(box.width()),
                    0,
                    0,
                    points(box.height()),
                    points(box.left()),
                    points(heightMm - box.bottom())));
            pictures.draw(content, picture.image().get());
            content.restoreGraphicsState();
        }
    }

    /** What is drawn from now on has this colour, 0xRRGGBB. */
    public void colour(int rgb) throws IOException {
        content.setNonStrokingColor(new Color(rgb));
    }

    /** An area of one colour, 0xRRGGBB. */
    public void fill(Box box, int rgb) throws IOException {
        colour(rgb);
        content.addRect(points(box.left()), points(heightMm - box.bottom()), points(box.width()), points(box.height()));
        content.fill();
    }

    /** A thin outline. */
    void outline(Box box) throws IOException {
        content.setLineWidth(HAIRLINE_POINTS);
        content.addRect(points(box.left()), points(heightMm - box.bottom()), points(box.width()), points(box.height()));
        content.stroke();
    }

    /** A thin line. */
    void line(double x1, double y1, double x2, double y2) throws IOException {
        content.setLineWidth(HAIRLINE_POINTS);
        content.moveTo(points(x1), points(heightMm - y1));
        content.lineTo(points(x2), points(heightMm - y2));
        content.stroke();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static float points(double mm) {
        return (float) (mm * POINTS_PER_MM);
    }
}
