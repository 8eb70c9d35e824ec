package org.twomes.station.esp;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A chip's base MAC address.
 *
 * @param value the six bytes as a number, first byte highest
 */
public record Mac(long value) {
    private static final int BYTES = 6;
    private static final long MAX = 0xFFFF_FFFF_FFFFL;
    private static final Pattern TEXT = Pattern.compile("\\p{XDigit}{2}(:\\p{XDigit}{2}){5}");
    /** CRC-8 polynomial 0x31 in its reflected form, initial value 0 (Dallas/Maxim). */
    private static final int CRC_POLYNOMIAL = 0x8C;

    /** Checks that the value has 48 bits. */
    public Mac {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("MAC address beyond 48 bits: 0x" + Long.toHexString(value));
        }
    }

    /**
     * Reads {@code aa:bb:cc:dd:ee:ff}, in either case.
     *
     * @throws IllegalArgumentException when it is written otherwise
     */
    public static Mac parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "MAC address '" + text + "' is not six pairs of hex digits with colons between");
        }
        return new Mac(Long.parseLong(text.replace(":", ""), 16));
    }

    /** The last three bytes in upper-case hex, as device names end with them, e.g. {@code D3AD48}. */
    public String suffix() {
        return String.format(Locale.ROOT, "%06X", value & 0xFF_FFFF);
    }

    /** The CRC-8 that the factory burns beside the address (polynomial 0x31, reflected, initial value 0). */
    public int crc() {
        int crc = 0;
        for (int shift = 8 * (BYTES - 1); shift >= 0; shift -= 8) {
            crc ^= (int) (value >>> shift) & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ CRC_POLYNOMIAL;
            }
        }
        return crc;
    }

    /** {@code aa:bb:cc:dd:ee:ff}, in lower case. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(3 * BYTES - 1);
        for (int shift = 8 * (BYTES - 1); shift >= 0; shift -= 8) {
            text.append(String.format(Locale.ROOT, "%02x", value >>> shift & 0xFF));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
