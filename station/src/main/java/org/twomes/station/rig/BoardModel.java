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
 * @param revision of its chip, major * 100 + minor
 * @param secureBootBits eFuse bits of secure boot: bit 0 for version 1 (ABS_DONE_0), bit 1 for version 2 (ABS_DONE_1)
 * @param cryptCount eFuse count of flash encryption, 7 bits: on when an odd number of them is set
 */
public record BoardModel(
        long mac,
        int flashBytes,
        OptionalInt flashId,
        char generation,
        String deviceType,
        int revision,
        int secureBootBits,
        int cryptCount) {
    private static final int FOUR_MB = 4 << 20;
    /** An address block of Espressif's. */
    private static final long ESPRESSIF = 0x240AC4_000000L;
    /** Of the recorded chip. */
    private static final int USUAL_REVISION = 300;

    /** A board with a usual chip and flash; {@code secureBoot} is version 1. */
    public BoardModel(
            long mac, int flashBytes, char generation, String deviceType, boolean secureBoot, boolean encrypted) {
        this(
                mac,
                flashBytes,
                OptionalInt.empty(),
                generation,
                deviceType,
                USUAL_REVISION,
                secureBoot ? 1 : 0,
                encrypted ? 1 : 0);
    }

    /** A usual board: ESP32 with 4 MB, firmware 3.0.0, type Generic-Test, MAC 24:0a:c4 and these three bytes. */
    public static BoardModel usual(int macTail) {
        return new BoardModel(ESPRESSIF | macTail & 0xFFFFFF, FOUR_MB, 'B', "Generic-Test", false, false);
    }

    /** Whether secure boot is burned in. */
    public boolean secureBoot() {
        return secureBootBits != 0;
    }

    /** The last three bytes of the MAC in upper-case hex. */
    public String suffix() {
        return String.format(Locale.ROOT, "%06X", mac & 0xFFFFFF);
    }
}
