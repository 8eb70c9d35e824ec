package org.twomes.station.sticker.print;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/**
 * A label PDF in ZPL II, the language of Zebra's label printers and of others that speak it: a picture of each page, a dot a bit (Zebra,
 * "ZPL II Programming Guide", commands {@code ^XA ^PW ^LL ^LH ^FO ^GF ^PQ ^XZ}).
 */
final class ZplLabels {
    private ZplLabels() {}

    /**
     * The commands that print a PDF's pages, each as a label.
     *
     * @param dpi dots per inch of the printer, in both directions
     * @throws FaultException FILE when the PDF cannot be read
     */
    static String of(Path pdf, int dpi) {
        StringBuilder commands = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                label(renderer.renderImageWithDPI(page, dpi, ImageType.BINARY), commands);
            }
        } catch (IOException e) {
            throw new FaultException(FaultCode.LABEL_FILE, pdf + " cannot be read: " + e.getMessage(), e);
        }
        return commands.toString();
    }

    private static void label(BufferedImage image, StringBuilder into) {
        int rowBytes = (image.getWidth() + Byte.SIZE - 1) / Byte.SIZE;
        int bytes = rowBytes * image.getHeight();
        into.append("^XA\n^PW").append(image.getWidth());
        into.append("\n^LL").append(image.getHeight());
        into.append("\n^LH0,0\n^FO0,0^GFA,")
                .append(bytes)
                .append(',')
                .append(bytes)
                .append(',')
                .append(rowBytes)
                .append(",\n");
        rows(image.getRaster(), rowBytes, into);
        into.append("^FS\n^PQ1\n^XZ\n");
    }

    /** Rows from the top, the leftmost dot in the highest bit; a bit of 1 is a dot of ink. */
    private static void rows(Raster raster, int rowBytes, StringBuilder into) {
        int[] dots = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, dots.length, 1, 0, dots);
            byte[] row = new byte[rowBytes];
            for (int x = 0; x < dots.length; x++) {
                if (dots[x] == 0) {
                    row[x / Byte.SIZE] |= (byte) (1 << (Byte.SIZE - 1 - x % Byte.SIZE));
                }
            }
            into.append(HexFormat.of().withUpperCase().formatHex(row)).append('\n');
        }
    }
}
