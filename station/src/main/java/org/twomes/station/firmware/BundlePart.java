package org.twomes.station.firmware;

import java.util.Optional;
import org.twomes.station.firmware.image.EspImage;
import org.twomes.station.firmware.layout.Layout;

/**
 * One checked file of a bundle.
 *
 * @param placement its file name, role and offset
 * @param content as in the bundle, filled up with 0xFF to whole words
 * @param fileLength its length before the filling
 * @param image set for bootloader and application
 * @param place name of the partition, or what it is
 */
record BundlePart(Layout.Placement placement, byte[] content, int fileLength, Optional<EspImage> image, String place) {
    String file() {
        return placement.file();
    }

    int offset() {
        return placement.offset();
    }

    int end() {
        return offset() + content.length;
    }
}
