package org.twomes.station.esp.chip;

import static org.twomes.station.esp.chip.ChipRegisters.*;

import java.util.Locale;
import java.util.Map;
import org.twomes.station.esp.ChipIdentity;
import org.twomes.station.esp.Mac;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.fault.FaultCode;

/** Reads the chip's identity; writes nothing. */
public final class ChipReader {
    private static final Map<Integer, String> OTHER_CHIPS = Map.of(
            0xFFF0_C101, "an ESP8266",
            0x0000_07C6, "an ESP32-S2",
            0x0000_0009, "an ESP32-S3",
            0x6921_506F, "an ESP32-C3",
            0x1B31_506F, "an ESP32-C3");
    /** Combined revision bits (2, 1, 0) to major revision. Source: ESP32 chip revision user guide. */
    private static final Map<Integer, Integer> MAJOR_REVISIONS = Map.of(0, 0, 1, 1, 3, 2, 7, 3);

    private static final int FIRST_REVISION_WITH_SECURE_BOOT_V2 = 300;
    private static final int CRYSTAL_HIGH_MHZ = 40;
    private static final int CRYSTAL_LOW_MHZ = 26;
    private static final int CRYSTAL_BETWEEN_MHZ = 33;
    private static final long HERTZ_PER_MEGAHERTZ = 1_000_000;

    private final CommandChannel channel;

    public ChipReader(CommandChannel channel) {
        this.channel = channel;
    }

    /** Reads magic, MAC address, revision, crystal and the two protecting eFuses. */
    public ChipIdentity read() {
        int magic = channel.readRegister(CHIP_MAGIC_ADDRESS);
        if (magic != CHIP_MAGIC_ESP32) {
            String what =
                    OTHER_CHIPS.getOrDefault(magic, String.format(Locale.ROOT, "a chip with magic 0x%08X", magic));
            throw channel.fault(FaultCode.WRONG_CHIP, "this is " + what + ", not an ESP32");
        }
        Mac mac = readMac();
        int revision = readRevision();
        int protection = channel.readRegister(EFUSE_WORD6);
        boolean secureBoot = (protection & SECURE_BOOT_V1_BIT) != 0
                || revision >= FIRST_REVISION_WITH_SECURE_BOOT_V2 && (protection & SECURE_BOOT_V2_BIT) != 0;
        int cryptCount = channel.readRegister(EFUSE_WORD0) & FLASH_CRYPT_COUNT_MASK;
        boolean encrypted = Integer.bitCount(cryptCount) % 2 == 1;
        return new ChipIdentity(CHIP_NAME, revision, mac, readCrystal(), secureBoot, encrypted);
    }

    private Mac readMac() {
        for (int attempt = 0; ; attempt++) {
            long low = channel.readRegister(EFUSE_MAC_LOW) & 0xFFFF_FFFFL;
            int high = channel.readRegister(EFUSE_MAC_HIGH);
            Mac mac = new Mac((long) (high & 0xFFFF) << 32 | low);
            int burned = high >>> 16 & 0xFF;
            if (mac.crc() == burned) {
                return mac;
            }
            if (attempt > 0) {
                throw channel.fault(
                        FaultCode.MAC_DAMAGED,
                        String.format(
                                Locale.ROOT,
                                "MAC address %s has checksum 0x%02X, but 0x%02X is burned in",
                                mac,
                                mac.crc(),
                                burned));
            }
        }
    }

    private int readRevision() {
        int word3 = channel.readRegister(EFUSE_WORD3);
        int word5 = channel.readRegister(EFUSE_WORD5);
        int date = channel.readRegister(APB_CTL_DATE);
        int bits = ((word3 & REVISION_BIT0) != 0 ? 1 : 0)
                | ((word5 & REVISION_BIT1) != 0 ? 2 : 0)
                | ((date & REVISION_BIT2) != 0 ? 4 : 0);
        int minor = word5 >>> MINOR_REVISION_SHIFT & MINOR_REVISION_MASK;
        return MAJOR_REVISIONS.getOrDefault(bits, 0) * 100 + minor;
    }

    private int readCrystal() {
        long divider = channel.readRegister(UART_CLOCK_DIVIDER) & UART_CLOCK_DIVIDER_MASK;
        long megahertz = divider * channel.baud() / HERTZ_PER_MEGAHERTZ;
        return megahertz > CRYSTAL_BETWEEN_MHZ ? CRYSTAL_HIGH_MHZ : CRYSTAL_LOW_MHZ;
    }
}
