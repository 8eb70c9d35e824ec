package org.twomes.station.esp;

import java.util.Locale;
import java.util.Map;

/**
 * The SPI flash beside the chip.
 *
 * @param jedecId its JEDEC identification: manufacturer in bits 23..16, type in 15..8, capacity code in 7..0
 * @param size bytes
 */
public record FlashChip(int jedecId, int size) {
    /** Manufacturers of parts seen on ESP32 modules. Source: JEDEC JEP106, bank 1. */
    private static final Map<Integer, String> MANUFACTURERS = Map.of(
            0x01, "Spansion/Infineon",
            0x0B, "XTX",
            0x1C, "EON",
            0x20, "XMC",
            0x5E, "Zbit",
            0x68, "Boya",
            0x85, "Puya",
            0x9D, "ISSI",
            0xC2, "Macronix",
            0xC8, "GigaDevice");

    private static final int WINBOND = 0xEF;

    /** Who made it, or its code when that is not known. */
    public String manufacturer() {
        int code = jedecId >>> 16 & 0xFF;
        String unknown = String.format(Locale.ROOT, "manufacturer 0x%02X", code);
        return code == WINBOND ? "Winbond" : MANUFACTURERS.getOrDefault(code, unknown);
    }

    /** Maker, identification and size for people, e.g. {@code GigaDevice C84016, 4 MB}. */
    public String text() {
        return String.format(Locale.ROOT, "%s %06X, %d MB", manufacturer(), jedecId, size / FlashGeometry.MEGABYTE);
    }
}
