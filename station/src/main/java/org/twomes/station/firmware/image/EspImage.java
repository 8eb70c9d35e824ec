package org.twomes.station.firmware.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Digests;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.BundleRefusal;
import org.twomes.station.firmware.ChipRevisions;
import org.twomes.station.firmware.layout.FlashOffset;

/**
 * A checked ESP32 image (loader-protocol, "image"; ESP-IDF's {@code esp_image_format.h}; esptool's {@code bin_image.py}): magic 0xE9, segment
 * count, flash mode, size and frequency, entry point, 16-byte extended header, segments, padding with a checksum byte at the end of a 16-byte
 * line, SHA-256 where the header says so, and the signature where it is signed. Little-endian.
 *
 * @param length bytes up to and with the checksum
 * @param hashed whether the SHA-256 of these follows
 * @param entry address at which it is started
 * @param segments its parts, in the order of the file
 * @param signature what follows the image
 * @param revisions chip revisions that run it
 */
public record EspImage(
        int length,
        boolean hashed,
        int entry,
        List<ImageSegment> segments,
        ImageSignature signature,
        ChipRevisions revisions) {
    /** Where the ESP32's mask ROM looks for the bootloader. */
    public static final int BOOTLOADER_OFFSET = 0x1000;

    static final int MAGIC = 0xE9;
    static final int MODE_AT = 2;
    /** Offset of the byte with flash size (high four bits) and frequency. */
    public static final int SIZE_AND_FREQUENCY_AT = 3;

    static final int ENTRY_AT = 4;
    static final int CHIP_ID_AT = 12;
    static final int HASH_FLAG_AT = 23;
    /** Length of header and extended header. */
    public static final int HEADER_BYTES = 24;
    /** Load address and length, a word each, in front of a segment. */
    public static final int SEGMENT_HEADER_BYTES = 8;
    /** The checksum is the last byte of a line of so many. */
    public static final int CHECKSUM_LINE = 16;
    /** With what the exclusive-or over all segments starts. */
    public static final int CHECKSUM_SEED = 0xEF;
    /** Length of the appended SHA-256. */
    public static final int HASH_BYTES = 32;

    private static final int MOST_SEGMENTS = 16;
    private static final int HIGHEST_MODE = 5;
    /**
     * Checks {@code bytes}, the content of {@code file}.
     *
     * @throws FaultException at the first thing that is wrong, with its offset
     */
    public static EspImage check(String file, byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw damaged(file, bytes.length, "ends within the image header");
        }
        ByteBuffer image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        checkHeader(file, image);
        List<ImageSegment> segments = new ArrayList<>();
        int length = readSegments(file, image, segments);
        boolean hashed = image.get(HASH_FLAG_AT) == 1;
        if (hashed) {
            checkHash(file, bytes, length);
        }
        ImageSignature signature = ImageSignature.check(file, bytes, hashed ? length + HASH_BYTES : length);
        return new EspImage(
                length, hashed, image.getInt(ENTRY_AT), List.copyOf(segments), signature, revisions(file, bytes));
    }

    private static void checkHeader(String file, ByteBuffer image) {
        Optional<String> other = ImageChip.other(image);
        if (other.isPresent()) {
            throw BundleRefusal.at(FaultCode.BUNDLE_WRONG_CHIP, file, CHIP_ID_AT, "is an image for " + other.get());
        }
        int magic = image.get(0) & 0xFF;
        if (magic != MAGIC) {
            throw damaged(file, 0, "starts with 0x%02x, an image with 0xe9".formatted(magic));
        }
        int segments = image.get(1) & 0xFF;
        if (segments == 0 || segments > MOST_SEGMENTS) {
            throw damaged(file, 1, "has " + segments + " segments, 1 to 16 are possible");
        }
        int mode = image.get(MODE_AT) & 0xFF;
        if (mode > HIGHEST_MODE) {
            throw damaged(file, MODE_AT, "flash mode " + mode + " is none");
        }
        int hash = image.get(HASH_FLAG_AT) & 0xFF;
        if (hash > 1) {
            throw damaged(file, HASH_FLAG_AT, "says " + hash + " where 0 (no SHA-256 appended) and 1 are possible");
        }
    }

    private static ChipRevisions revisions(String file, byte[] bytes) {
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

    private static int readSegments(String file, ByteBuffer image, List<ImageSegment> segments) {
        int at = HEADER_BYTES;
        int checksum = CHECKSUM_SEED;
        for (int i = 0; i < image.get(1); i++) {
            if (at + SEGMENT_HEADER_BYTES > image.capacity()) {
                throw damaged(file, at, "ends within the header of segment " + i);
            }
            long length = image.getInt(at + 4) & 0xFFFFFFFFL;
            if (length % Integer.BYTES != 0 || at + SEGMENT_HEADER_BYTES + length > image.capacity()) {
                throw damaged(file, at + 4, "segment " + i + " has " + length + " bytes, which the file has not");
            }
            segments.add(new ImageSegment(image.getInt(at), (int) length));
            at += SEGMENT_HEADER_BYTES;
            int end = at + (int) length;
            for (; at < end; at++) {
                checksum ^= image.get(at) & 0xFF;
            }
        }
        int end = FlashOffset.roundUp(at + 1, CHECKSUM_LINE);
        if (end > image.capacity()) {
            throw damaged(file, image.capacity(), "ends before its checksum");
        }
        if ((image.get(end - 1) & 0xFF) != checksum) {
            throw damaged(file, end - 1, "checksum is 0x%02x, not 0x%02x".formatted(checksum, image.get(end - 1)));
        }
        return end;
    }

    private static void checkHash(String file, byte[] bytes, int length) {
        if (length + HASH_BYTES > bytes.length) {
            throw damaged(file, bytes.length, "ends before its SHA-256");
        }
        byte[] hash = Digests.sha256().digest(Arrays.copyOf(bytes, length));
        if (!Arrays.equals(hash, 0, HASH_BYTES, bytes, length, length + HASH_BYTES)) {
            throw damaged(file, length, "content does not have its appended SHA-256");
        }
    }

    private static FaultException damaged(String file, long offset, String detail) {
        return BundleRefusal.at(FaultCode.BUNDLE_IMAGE_DAMAGED, file, offset, detail);
    }
}
