package org.twomes.station.sticker.read;

import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.twomes.station.sticker.draw.ModuleRule;
import org.twomes.station.sticker.template.Box;

/** A rendered page, a byte of grey for each pixel. */
public record Picture(byte[] grey, int width, int height, int dpi) {
    /** A pixel darker than this is ink. */
    private static final int INK = 160;

    /** Renders {@code page}, counted from 0. */
    public static Picture of(PDFRenderer renderer, int page, Render render) throws IOException {
        BufferedImage image = renderer.renderImageWithDPI(
                page, render.dpi(), render.blackAndWhite() ? ImageType.BINARY : ImageType.GRAY);
        return new Picture(greys(image), image.getWidth(), image.getHeight(), render.dpi());
    }

    /** The part inside a box, empty when it has no ink. */
    public Optional<LuminanceSource> part(Box box) {
        int left = Math.max(0, pixel(box.left()));
        int top = Math.max(0, pixel(box.top()));
        int right = Math.min(width, pixel(box.right()));
        int bottom = Math.min(height, pixel(box.bottom()));
        if (right <= left || bottom <= top || !hasInk(left, top, right, bottom)) {
            return Optional.empty();
        }
        return Optional.of(
                new PlanarYUVLuminanceSource(grey, width, height, left, top, right - left, bottom - top, false));
    }

    private boolean hasInk(int left, int top, int right, int bottom) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if ((grey[y * width + x] & 0xFF) < INK) {
                    return true;
                }
            }
        }
        return false;
    }

    private int pixel(double mm) {
        return (int) Math.round(mm / ModuleRule.MM_PER_INCH * dpi);
    }

    private static byte[] greys(BufferedImage image) {
        Raster raster = image.getRaster();
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY
                && raster.getDataBuffer() instanceof DataBufferByte buffer) {
            return buffer.getData();
        }
        byte[] greys = new byte[image.getWidth() * image.getHeight()];
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                greys[y * row.length + x] = (byte) (row[x] == 0 ? 0 : 0xFF);
            }
        }
        return greys;
    }
}
