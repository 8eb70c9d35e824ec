package org.twomes.station.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The chip revisions that an image runs on, both ends included. A revision is major * 100 + minor: v3.1 is 301. Source: ESP-IDF's
 * {@code esp_image_header_t} and {@code bootloader_common_check_chip_validity}.
 *
 * @param minimum lowest revision
 * @param maximum highest revision; {@link #UNBOUNDED} where any newer chip will do
 */
public record ChipRevisions(int minimum, int maximum) {
    /** Largest value of the header's field: no maximum is set. */
    public static final int UNBOUNDED = 0xFFFF;

    /** Every chip. */
    public static final ChipRevisions ANY = new ChipRevisions(0, UNBOUNDED);

    /** Byte with the lowest major revision, all that images of ESP-IDF before 4.4 say. */
    static final int OLD_MINIMUM_AT = 14;

    /** Two bytes with the lowest revision, little-endian. */
    public static final int MINIMUM_AT = 15;

    /** Two bytes with the highest revision, little-endian; 0 in an image that has only the old field. */
    static final int MAXIMUM_AT = 17;

    private static final int MAJOR = 100;

    /** What the header at the start of {@code image} says. */
    public static ChipRevisions of(byte[] image) {
        ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int maximum = header.getShort(MAXIMUM_AT) & 0xFFFF;
        return maximum == 0
                ? new ChipRevisions((header.get(OLD_MINIMUM_AT) & 0xFF) * MAJOR, UNBOUNDED)
                : new ChipRevisions(header.getShort(MINIMUM_AT) & 0xFFFF, maximum);
    }

    /** Whether a chip of {@code revision} (major * 100 + minor) can run it. */
    public boolean admits(int revision) {
        return minimum <= revision && revision <= maximum;
    }

    /** The revisions that both admit. */
    ChipRevisions and(ChipRevisions other) {
        return new ChipRevisions(Math.max(minimum, other.minimum), Math.min(maximum, other.maximum));
    }

    /** Whether no chip at all is admitted. */
    public boolean none() {
        return minimum > maximum;
    }

    /** A revision as Espressif writes it, e.g. {@code v3.1} for 301. */
    public static String name(int revision) {
        return String.format(Locale.ROOT, "v%d.%d", revision / MAJOR, revision % MAJOR);
    }

    /** As a person reads it: {@code any}, {@code v3.1 or later}, {@code up to v3.99} or {@code v1.0 to v3.99}. */
    @Override
    public String toString() {
        if (maximum == UNBOUNDED) {
            return minimum == 0 ? "any" : name(minimum) + " or later";
        }
        return minimum == 0 ? "up to " + name(maximum) : name(minimum) + " to " + name(maximum);
    }
}
