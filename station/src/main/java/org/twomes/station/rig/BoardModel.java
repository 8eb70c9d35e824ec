package org.twomes.station.rig;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a virtual board is.
 *
 * @param mac 48 bits, first byte highest
 * @param flashBytes size of its flash
 * @param flashId JEDEC identification of its flash; empty for a GigaDevice of that size
 * @param generation firmware generation its boot log imitates: {@code A}, {@code B} or {@code C}
 * @param deviceType type that its firmware names
 * @param chip its chip
 */
public record BoardModel(
        long mac, int flashBytes, OptionalInt flashId, char generation, String deviceType, ChipModel chip) {
    private static final int FOUR_MB = 4 << 20;
    /** An address block of Espressif's. */
    private static final long ESPRESSIF = 0x240AC4_000000L;

    /** A board with a usual chip and flash; {@code secureBoot} is version 1. */
    public BoardModel(
            long mac, int flashBytes, char generation, String deviceType, boolean secureBoot, boolean encrypted) {
        this(
                mac,
                flashBytes,
                OptionalInt.empty(),
                generation,
                deviceType,
                ChipModel.usual(ChipKind.ESP32)
                        .withSecureBoot(secureBoot ? 1 : 0)
                        .withCryptCount(encrypted ? 1 : 0));
    }

    /** A usual board: ESP32 with 4 MB, firmware 3.0.0, type Generic-Test, MAC 24:0a:c4 and these three bytes. */
    public static BoardModel usual(int macTail) {
        return new BoardModel(ESPRESSIF | macTail & 0xFFFFFF, FOUR_MB, 'B', "Generic-Test", false, false);
    }

    /** The same board with another chip. */
    public BoardModel with(ChipModel other) {
        return new BoardModel(mac, flashBytes, flashId, generation, deviceType, other);
    }

    /** Whether secure boot is burned in. */
    public boolean secureBoot() {
        return chip.secureBootBits() != 0;
    }

    /** The last three bytes of the MAC in upper-case hex. */
    public String suffix() {
        return String.format(Locale.ROOT, "%06X", mac & 0xFFFFFF);
    }
}
