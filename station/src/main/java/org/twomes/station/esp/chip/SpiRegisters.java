package org.twomes.station.esp.chip;

import java.util.OptionalInt;

/**
 * The registers of the SPI controller to which a chip's flash is wired.
 *
 * @param command runs a command
 * @param user which phases a user command has
 * @param user1 lengths of the address and dummy phases; on the ESP8266 also of the data
 * @param user2 the command byte and its length
 * @param received bits to receive, less one; empty where {@code user1} has them
 * @param data first word of the data buffer
 */
public record SpiRegisters(int command, int user, int user1, int user2, OptionalInt received, int data) {
    /** The ESP8266's. */
    static SpiRegisters ofEsp8266(int base) {
        return new SpiRegisters(base, base + 0x1C, base + 0x20, base + 0x24, OptionalInt.empty(), base + 0x40);
    }

    /** The ESP32's. */
    static SpiRegisters ofEsp32(int base) {
        return new SpiRegisters(base, base + 0x1C, base + 0x20, base + 0x24, OptionalInt.of(base + 0x2C), base + 0x80);
    }

    /** Those of the ESP32-S2 and of every chip after it. */
    static SpiRegisters ofLater(int base) {
        return new SpiRegisters(base, base + 0x18, base + 0x1C, base + 0x20, OptionalInt.of(base + 0x28), base + 0x58);
    }
}
