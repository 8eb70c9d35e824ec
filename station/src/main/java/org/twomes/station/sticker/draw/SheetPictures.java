package org.twomes.station.sticker.draw;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.multipdf.LayerUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.util.Matrix;
import org.twomes.station.sticker.template.DesignPicture;

/** The pictures inside one document, each once however often it is drawn. */
final class SheetPictures {
    private final PDDocument document;
    private final Map<DesignPicture.Image, PDFormXObject> forms = new IdentityHashMap<>();
    private final Map<DesignPicture.Image, PDImageXObject> images = new IdentityHashMap<>();

    SheetPictures(PDDocument document) {
        this.document = document;
    }

    /** Draws a picture onto the unit square of the content as it is transformed. */
    void draw(PDPageContentStream content, DesignPicture.Image picture) throws IOException {
        if (!picture.vector()) {
            PDImageXObject image = images.get(picture);
            if (image == null) {
                image = PDImageXObject.createFromByteArray(document, picture.bytes(), "logo");
                images.put(picture, image);
            }
            content.drawImage(image, 0, 0, 1, 1);
            return;
        }
        PDFormXObject form = forms.get(picture);
        if (form == null) {
            form = imported(picture);
            forms.put(picture, form);
        }
        PDRectangle box = form.getBBox();
        content.transform(Matrix.getScaleInstance(1 / box.getWidth(), 1 / box.getHeight()));
        content.transform(Matrix.getTranslateInstance(-box.getLowerLeftX(), -box.getLowerLeftY()));
        content.drawForm(form);
    }

    private PDFormXObject imported(DesignPicture.Image picture) throws IOException {
        try (PDDocument drawing = Loader.loadPDF(picture.bytes())) {
            return new LayerUtility(document).importPageAsForm(drawing, 0);
        }
    }
}
