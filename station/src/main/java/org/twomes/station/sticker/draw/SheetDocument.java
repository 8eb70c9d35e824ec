package org.twomes.station.sticker.draw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.zip.CRC32;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences.PRINT_SCALING;
import org.twomes.station.sticker.template.LabelGrid;

/** A PDF in the making: "print at actual size", dates and identity from the sheet, so that equal sheets are equal files. */
public final class SheetDocument implements AutoCloseable {
    private final PDDocument document = new PDDocument();
    private final SheetPage.Fonts fonts;
    private final SheetPictures pictures = new SheetPictures(document);

    /** An empty document, made at {@code at}, that carries its {@code grid} in its metadata. */
    public SheetDocument(String title, Instant at, LabelGrid grid, Typeface regular, Typeface bold) throws IOException {
        this.fonts = new SheetPage.Fonts(regular.in(document), bold.in(document));
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(title);
        information.setCreator("twomes-station");
        Calendar date = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        date.setTimeInMillis(at.toEpochMilli());
        information.setCreationDate(date);
        information.setModificationDate(date);
        information.setCustomMetadataValue(LabelGrid.KEY, grid.written());
        document.setDocumentId(identity(title, at));
        PDViewerPreferences preferences =
                new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
        preferences.setPrintScaling(PRINT_SCALING.None);
        document.getDocumentCatalog().setViewerPreferences(preferences);
        document.getDocumentCatalog().getCOSObject().setString(COSName.LANG, "en");
    }

    /** Adds a page. */
    public SheetPage page(double widthMm, double heightMm) throws IOException {
        return new SheetPage(document, widthMm, heightMm, fonts, pictures);
    }

    /** The finished PDF. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    private static long identity(String title, Instant at) {
        CRC32 crc = new CRC32();
        crc.update(title.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() << Integer.SIZE ^ at.toEpochMilli();
    }
}
