package org.twomes.station.firmware.layout;

/** Places in the flash: parsing and rounding. */
public final class FlashOffset {
    /** Largest flash of an ESP32 image header (loader-protocol: size code 4), in bytes. */
    public static final int LARGEST_FLASH = 16 << 20;

    private FlashOffset() {}

    /**
     * Reads {@code 0x..} or a decimal number.
     *
     * @throws NumberFormatException when it is no place in 16 MB
     */
    static int parse(String text) {
        long offset = Long.decode(text.strip());
        if (offset < 0 || offset >= LARGEST_FLASH) {
            throw new NumberFormatException(text + " is not within 16 MB");
        }
        return (int) offset;
    }

    /** {@code length} rounded up to {@code unit}, a power of two. */
    public static int roundUp(int length, int unit) {
        return (length + unit - 1) & -unit;
    }
}
