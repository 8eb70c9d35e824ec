package org.twomes.station.rig;

import java.util.Locale;

/**
 * What a virtual board is.
 *
 * @param mac 48 bits, first byte highest
 * @param flashBytes size of its flash
 * @param generation firmware generation its boot log imitates: {@code A}, {@code B} or {@code C}
 * @param deviceType type that its firmware names
 * @param secureBoot whether secure boot v1 is on
 * @param encrypted whether flash encryption is on
 */
public record BoardModel(
        long mac, int flashBytes, char generation, String deviceType, boolean secureBoot, boolean encrypted) {
    private static final int FOUR_MB = 4 << 20;
    /** An address block of Espressif's. */
    private static final long ESPRESSIF = 0x240AC4_000000L;

    /** A usual board: ESP32 with 4 MB, firmware 3.0.0, type Generic-Test, MAC 24:0a:c4 and these three bytes. */
    public static BoardModel usual(int macTail) {
        return new BoardModel(ESPRESSIF | macTail & 0xFFFFFF, FOUR_MB, 'B', "Generic-Test", false, false);
    }

    /** The last three bytes of the MAC in upper-case hex. */
    String suffix() {
        return String.format(Locale.ROOT, "%06X", mac & 0xFFFFFF);
    }
}
