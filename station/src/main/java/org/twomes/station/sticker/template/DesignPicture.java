package org.twomes.station.sticker.template;

import java.util.Optional;

/**
 * A place for a picture on a label.
 *
 * @param image the picture; empty for a place that is left free for what is printed on the labels already
 * @param widthMm its width
 * @param heightMm its height
 */
public record DesignPicture(Optional<Image> image, double widthMm, double heightMm) {
    /** The picture's file. */
    public record Image(byte[] bytes, boolean vector) {
        /** Copies the bytes. */
        public Image {
            bytes = bytes.clone();
        }

        /** A copy. */
        @Override
        public byte[] bytes() {
            return bytes.clone();
        }
    }
}
