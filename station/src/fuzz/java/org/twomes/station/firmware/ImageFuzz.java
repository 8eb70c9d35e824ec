package org.twomes.station.firmware;

import org.twomes.station.firmware.image.EspImage;
import org.twomes.station.firmware.image.ImageKind;
import org.twomes.station.firmware.layout.FileRole;
import org.twomes.station.firmware.layout.Layout;

/** Any image, as it comes and with its sums made right: a length that lies within it. */
public final class ImageFuzz {
    private ImageFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        Refusal.orAnswer(() -> check(data));
        Refusal.orAnswer(() -> check(Sealed.image(data)));
        AppDescription.find(data);
    }

    private static void check(byte[] bytes) {
        EspImage image = EspImage.check("x", bytes);
        int end = image.length() + (image.hashed() ? EspImage.HASH_BYTES : 0);
        if (image.length() < EspImage.HEADER_BYTES || end > bytes.length) {
            throw new IllegalStateException("length " + image.length() + " of " + bytes.length);
        }
        for (FileRole role : FileRole.values()) {
            Refusal.orAnswer(() -> ImageKind.check(new Layout.Placement("x", role, 0), image));
        }
    }
}
