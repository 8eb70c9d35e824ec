package org.twomes.station.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * A checked ESP32 image (loader-protocol, "image"; ESP-IDF's {@code esp_image_format.h}): magic 0xE9, segment count, flash mode, size and
 * frequency, entry point, 16-byte extended header, segments, padding with a checksum byte at the end of a 16-byte line, SHA-256.
 * Little-endian.
 *
 * @param length bytes up to and with the checksum; the SHA-256 of these follows
 * @param revisions chip revisions that run it
 */
record EspImage(int length, ChipRevisions revisions) {
    /** Where the ESP32's mask ROM looks for the bootloader. */
    static final int BOOTLOADER_OFFSET = 0x1000;

    static final int MAGIC = 0xE9;
    static final int MODE_AT = 2;
    static final int SIZE_AND_FREQUENCY_AT = 3;
    static final int CHIP_ID_AT = 12;
    static final int HASH_FLAG_AT = 23;
    static final int HEADER_BYTES = 24;
    static final int SEGMENT_HEADER_BYTES = 8;
    static final int CHECKSUM_LINE = 16;
    static final int CHECKSUM_SEED = 0xEF;
    static final int HASH_BYTES = 32;

    private static final int MOST_SEGMENTS = 16;
    private static final int HIGHEST_MODE = 5;
    private static final int CHIP_ESP32 = 0;
    private static final Map<Integer, String> OTHER_CHIPS = Map.of(
            2,
            "ESP32-S2",
            5,
            "ESP32-C3",
            9,
            "ESP32-S3",
            12,
            "ESP32-C2",
            13,
            "ESP32-C6",
            16,
            "ESP32-H2",
            18,
            "ESP32-P4");
    private static final String MEND = "take the bundle from its release again, or build it anew";

    /** Checks {@code bytes}, the content of {@code file}. */
    static EspImage check(String file, byte[] bytes) throws BundleException {
        if (bytes.length < HEADER_BYTES) {
            throw damaged(file, bytes.length, "ends within the image header");
        }
        ByteBuffer image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        checkHeader(file, image);
        int end = checkSegments(file, image);
        checkHash(file, bytes, end);
        return new EspImage(end, revisions(file, bytes));
    }

    private static void checkHeader(String file, ByteBuffer image) throws BundleException {
        int magic = image.get(0) & 0xFF;
        if (magic != MAGIC) {
            throw damaged(file, 0, "starts with 0x%02x, an image with 0xe9".formatted(magic));
        }
        int chip = image.getShort(CHIP_ID_AT) & 0xFFFF;
        if (chip != CHIP_ESP32) {
            String name = OTHER_CHIPS.getOrDefault(chip, "chip id " + chip);
            throw new BundleException(
                    BundleFault.WRONG_CHIP,
                    file,
                    CHIP_ID_AT,
                    "is an image for " + name,
                    "take a bundle that was built for ESP32");
        }
        int segments = image.get(1) & 0xFF;
        if (segments == 0 || segments > MOST_SEGMENTS) {
            throw damaged(file, 1, "has " + segments + " segments, 1 to 16 are possible");
        }
        int mode = image.get(MODE_AT) & 0xFF;
        if (mode > HIGHEST_MODE) {
            throw damaged(file, MODE_AT, "flash mode " + mode + " is none");
        }
        if (image.get(HASH_FLAG_AT) != 1) {
            throw damaged(file, HASH_FLAG_AT, "has no SHA-256 appended");
        }
    }

    private static ChipRevisions revisions(String file, byte[] bytes) throws BundleException {
        ChipRevisions revisions = ChipRevisions.of(bytes);
        if (revisions.none()) {
            throw damaged(
                    file,
                    ChipRevisions.MINIMUM_AT,
                    "needs chip revision %s, but at most %s"
                            .formatted(
                                    ChipRevisions.name(revisions.minimum()), ChipRevisions.name(revisions.maximum())));
        }
        return revisions;
    }

    private static int checkSegments(String file, ByteBuffer image) throws BundleException {
        int segments = image.get(1);
        int at = HEADER_BYTES;
        int checksum = CHECKSUM_SEED;
        for (int i = 0; i < segments; i++) {
            if (at + SEGMENT_HEADER_BYTES > image.capacity()) {
                throw damaged(file, at, "ends within the header of segment " + i);
            }
            long length = image.getInt(at + 4) & 0xFFFFFFFFL;
            if (length % Integer.BYTES != 0 || at + SEGMENT_HEADER_BYTES + length > image.capacity()) {
                throw damaged(file, at + 4, "segment " + i + " has " + length + " bytes, which the file has not");
            }
            at += SEGMENT_HEADER_BYTES;
            int end = at + (int) length;
            for (; at < end; at++) {
                checksum ^= image.get(at) & 0xFF;
            }
        }
        int end = FlashOffset.roundUp(at + 1, CHECKSUM_LINE);
        if (end + HASH_BYTES > image.capacity()) {
            throw damaged(file, image.capacity(), "ends before its checksum and SHA-256");
        }
        if ((image.get(end - 1) & 0xFF) != checksum) {
            throw damaged(file, end - 1, "checksum is 0x%02x, not 0x%02x".formatted(checksum, image.get(end - 1)));
        }
        return end;
    }

    private static void checkHash(String file, byte[] bytes, int end) throws BundleException {
        byte[] hash = Digests.sha256().digest(Arrays.copyOf(bytes, end));
        if (!Arrays.equals(hash, 0, HASH_BYTES, bytes, end, end + HASH_BYTES)) {
            throw damaged(file, end, "content does not have its appended SHA-256");
        }
        for (int at = end + HASH_BYTES; at < bytes.length; at++) {
            if (bytes[at] != (byte) 0xFF) {
                throw damaged(file, at, "has content behind its SHA-256");
            }
        }
    }

    private static BundleException damaged(String file, long offset, String detail) {
        return new BundleException(BundleFault.IMAGE_DAMAGED, file, offset, detail, MEND);
    }
}
