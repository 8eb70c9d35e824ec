package org.twomes.station.firmware;

/** Any image, as it comes and with its sums made right: a length that lies within it. */
public final class ImageFuzz {
    private ImageFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        Refusal.orAnswer(() -> check(data));
        Refusal.orAnswer(() -> check(Sealed.image(data)));
        AppDescription.find(data);
    }

    private static void check(byte[] bytes) throws BundleException {
        int length = EspImage.check("x", bytes).length();
        if (length < EspImage.HEADER_BYTES || length + EspImage.HASH_BYTES > bytes.length) {
            throw new IllegalStateException("length " + length + " of " + bytes.length);
        }
    }
}
