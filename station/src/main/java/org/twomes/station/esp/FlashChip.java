package org.twomes.station.esp;

import java.util.Locale;
import java.util.Map;
import org.twomes.station.common.FlashGeometry;

/**
 * The SPI flash beside the chip.
 *
 * @param jedecId its JEDEC identification: manufacturer in bits 23..16, type in 15..8, capacity code in 7..0
 * @param size bytes
 */
public record FlashChip(int jedecId, int size) {
    private static final int KILOBYTE = 1 << 10;
    /** Manufacturers of parts seen on ESP32 modules. Source: JEDEC JEP106, bank 1. */
    private static final Map<Integer, String> MANUFACTURERS = Map.ofEntries(
            Map.entry(0x01, "Spansion/Infineon"),
            Map.entry(0x0B, "XTX"),
            Map.entry(0x1C, "EON"),
            Map.entry(0x1F, "Adesto/Renesas"),
            Map.entry(0x20, "XMC"),
            Map.entry(0x5E, "Zbit"),
            Map.entry(0x68, "Boya"),
            Map.entry(0x7F, "ISSI/PMC"),
            Map.entry(0x85, "Puya"),
            Map.entry(0x9D, "ISSI"),
            Map.entry(0xA1, "Fudan"),
            Map.entry(0xBF, "Microchip/SST"),
            Map.entry(0xC2, "Macronix"),
            Map.entry(0xC8, "GigaDevice"),
            Map.entry(0xEF, "Winbond"));

    /**
     * Bytes that an ESP32 reaches: its ROM, the stub and its cache address a flash with three bytes. The range above cannot
     * be written or read.
     */
    public int reach() {
        return Math.min(size, FlashGeometry.GREATEST_REACH);
    }

    /** Name of the manufacturer, or its code when that is not known. */
    public String manufacturer() {
        int code = jedecId >>> 16 & 0xFF;
        String unknown = String.format(Locale.ROOT, "manufacturer 0x%02X", code);
        return MANUFACTURERS.getOrDefault(code, unknown);
    }

    /** Maker, identification and size for people, e.g. {@code GigaDevice C84016, 4 MB}. */
    public String text() {
        boolean small = size < FlashGeometry.MEGABYTE;
        int amount = small ? size / KILOBYTE : size / FlashGeometry.MEGABYTE;
        return String.format(Locale.ROOT, "%s %06X, %d %s", manufacturer(), jedecId, amount, small ? "KB" : "MB");
    }
}
