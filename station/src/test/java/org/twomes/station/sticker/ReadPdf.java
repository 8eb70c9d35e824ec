package org.twomes.station.sticker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * What another program finds in a PDF.
 *
 * @param scaling what it asks the print dialog for; {@code None} is "actual size", empty asks for nothing
 * @param words its text, all white space made single spaces
 * @param pages each page's width and height in millimetres, rounded to tenths
 */
public record ReadPdf(String scaling, String words, List<List<Double>> pages) {
    private static final double MM_PER_POINT = 25.4 / 72;

    /** Reads a file. */
    public static ReadPdf of(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            List<List<Double>> pages = new ArrayList<>();
            for (PDPage page : document.getPages()) {
                pages.add(List.of(
                        tenths(page.getMediaBox().getWidth()),
                        tenths(page.getMediaBox().getHeight())));
            }
            String scaling = Optional.ofNullable(document.getDocumentCatalog().getViewerPreferences())
                    .map(PDViewerPreferences::getPrintScaling)
                    .orElse("");
            return new ReadPdf(scaling, new PDFTextStripper().getText(document).replaceAll("\\s+", " "), pages);
        }
    }

    private static double tenths(float points) {
        return Math.round(points * MM_PER_POINT * 10) / 10.0;
    }
}
