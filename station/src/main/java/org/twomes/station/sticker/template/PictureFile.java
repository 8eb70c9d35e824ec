package org.twomes.station.sticker.template;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.twomes.station.common.SourceLocation;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Reads a picture for labels: the first page of a PDF, which stays a drawing, or a PNG. */
final class PictureFile {
    /** Nothing on a label needs more. */
    private static final long MOST_BYTES = 2 << 20;

    /** A picture, and its width as a part of its height. */
    record Found(DesignPicture.Image image, double aspect) {}

    private PictureFile() {}

    /** The picture in {@code file}, named at {@code place}. */
    static Found read(Path file, SourceLocation place) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".pdf") && !name.endsWith(".png")) {
            throw wrong(
                    place,
                    file + " is neither .pdf nor .png; make an SVG a PDF first, which keeps it a drawing: rsvg-convert"
                            + " --format=pdf LOGO.svg --output LOGO.pdf");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(place, file + " is larger than 2 MB");
            }
            byte[] bytes = Files.readAllBytes(file);
            boolean vector = name.endsWith(".pdf");
            return new Found(new DesignPicture.Image(bytes, vector), vector ? pageAspect(bytes) : pixelAspect(bytes));
        } catch (IOException e) {
            throw wrong(place, file + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static double pageAspect(byte[] bytes) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            if (document.getNumberOfPages() == 0) {
                throw new IOException("no page in it");
            }
            PDRectangle page = document.getPage(0).getCropBox();
            return page.getWidth() / page.getHeight();
        }
    }

    private static double pixelAspect(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        if (image == null) {
            throw new IOException("not a PNG");
        }
        return (double) image.getWidth() / image.getHeight();
    }

    private static FaultException wrong(SourceLocation place, String what) {
        return new FaultException(
                FaultCode.LABEL_TEMPLATE_INVALID, place.problem("file", what).toString());
    }
}
