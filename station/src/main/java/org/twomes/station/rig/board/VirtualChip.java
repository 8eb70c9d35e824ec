package org.twomes.station.rig.board;

import java.util.HashMap;
import java.util.Map;
import org.twomes.station.rig.BoardModel;

/** The registers of an ESP32 with a 40 MHz crystal, as far as a loader's host looks at them. */
final class VirtualChip {
    private static final int CRYSTAL_HZ = 40_000_000;
    private static final int EFUSE0 = 0x3FF5A000;
    private static final int MAC_LOW = 0x3FF5A004;
    private static final int MAC_HIGH = 0x3FF5A008;
    private static final int SECURE = 0x3FF5A018;
    /** Word 3 without the revision's bit 0; words 3 and 5 and the date are those of the recorded chip. */
    private static final int WORD3 = 0x00000200;

    private static final int REVISION_BIT0 = 1 << 15;
    private static final int REVISION_BIT1 = 1 << 20;
    private static final int DATE = 0x16042000;
    private static final int REVISION_BIT2 = 1 << 31;
    private static final int MINOR_SHIFT = 24;
    private static final int CRYPT_SHIFT = 20;
    private static final int SECURE_SHIFT = 4;
    /** What the ROM counted of the crystal in a span of the 8 MHz oscillator, from which it computes baud rates. */
    private static final int RTC_CALIBRATION = 0x3FF5F06C;
    /** What it counts of 40 MHz when the oscillator runs as its eFuse value 0x50 says. */
    private static final int FORTY_MHZ_COUNTED = 1280;
    /** The count is in bits 31..7. */
    private static final int COUNT_SHIFT = 7;

    private static final int UART_DIVIDER = 0x3FF40014;
    private static final int SPI = 0x3FF42000;
    private static final int SPI_USR2 = SPI + 0x24;
    private static final int SPI_W0 = SPI + 0x80;
    private static final int READ_ID = 0x9F;
    /** GigaDevice, type 40. */
    private static final int MAKER = 0x0040C8;

    private final Map<Integer, Integer> registers = new HashMap<>();
    private final BoardModel model;
    private final long countedUnits;

    /** {@code drift}: percent by which the ROM's count of the crystal is too high. */
    VirtualChip(BoardModel model, double drift) {
        this.model = model;
        countedUnits = Math.round(FORTY_MHZ_COUNTED * (1 + drift / 100));
        registers.put(0x40001000, 0x00F01D83);
        registers.put(EFUSE0, model.cryptCount() << CRYPT_SHIFT);
        registers.put(MAC_LOW, (int) model.mac());
        registers.put(MAC_HIGH, (int) (model.mac() >>> 32) & 0xFFFF | crc8(model.mac()) << 16);
        int major = model.revision() / 100;
        registers.put(0x3FF5A00C, WORD3 | (major >= 1 ? REVISION_BIT0 : 0));
        registers.put(0x3FF5A010, 0x00000050);
        registers.put(0x3FF5A014, (major >= 2 ? REVISION_BIT1 : 0) | model.revision() % 100 << MINOR_SHIFT);
        registers.put(SECURE, model.secureBootBits() << SECURE_SHIFT);
        registers.put(RTC_CALIBRATION, (int) countedUnits << COUNT_SHIFT);
        registers.put(0x3FF6607C, DATE | (major >= 3 ? REVISION_BIT2 : 0));
        registers.put(SPI + 0x1C, 0x80000000);
        registers.put(SPI_USR2, 0x70000000);
    }

    /** The rate at which the ROM's UART really runs when the ROM means to run it at {@code meant}. */
    int romRate(int meant) {
        return (int) ((long) meant * FORTY_MHZ_COUNTED / countedUnits);
    }

    int read(int address, int baud) {
        if (address == UART_DIVIDER) {
            return CRYSTAL_HZ / baud;
        }
        return registers.getOrDefault(address, 0);
    }

    void write(int address, int value, int mask) {
        if (address == SPI) {
            if ((value & 1 << 18) != 0) {
                flashCommand();
            }
            return;
        }
        boolean fuse = address >= EFUSE0 && address <= EFUSE0 + 0x1C;
        if (!fuse) {
            registers.merge(address, value, (old, fresh) -> old & ~mask | fresh & mask);
        }
    }

    private void flashCommand() {
        int command = registers.getOrDefault(SPI_USR2, 0) & 0xFF;
        int log = 31 - Integer.numberOfLeadingZeros(model.flashBytes());
        int id = model.flashId().isPresent()
                ? Integer.reverseBytes(model.flashId().getAsInt()) >>> 8
                : MAKER | log << 16;
        registers.put(SPI_W0, command == READ_ID ? id : 0);
    }

    private static int crc8(long mac) {
        int crc = 0;
        for (int shift = 40; shift >= 0; shift -= 8) {
            crc ^= (int) (mac >>> shift) & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x8C;
            }
        }
        return crc;
    }
}
