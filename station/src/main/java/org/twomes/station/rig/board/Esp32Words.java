package org.twomes.station.rig.board;

import java.util.HashMap;
import java.util.Map;
import org.twomes.station.rig.BoardModel;

/** The ESP32's registers. */
final class Esp32Words {
    private static final int CRYSTAL_HZ = 40_000_000;
    private static final int FUSE_BYTES = 0x20;
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

    private Esp32Words() {}

    /** {@code drift}: percent by which the ROM's count of the crystal is too high. */
    static ChipWords of(BoardModel model, double drift) {
        int fuses = model.chip().kind().memory().fuses();
        int spi = model.chip().kind().memory().spi();
        long counted = Math.round(FORTY_MHZ_COUNTED * (1 + drift / 100));
        int major = model.chip().revision() / 100;
        Map<Integer, Integer> words = new HashMap<>();
        words.put(fuses, model.chip().cryptCount() << CRYPT_SHIFT);
        words.put(fuses + 0x04, (int) model.mac());
        words.put(fuses + 0x08, (int) (model.mac() >>> 32) & 0xFFFF | crc8(model.mac()) << 16);
        words.put(fuses + 0x0C, WORD3 | (major >= 1 ? REVISION_BIT0 : 0));
        words.put(fuses + 0x10, 0x00000050);
        words.put(fuses + 0x14, (major >= 2 ? REVISION_BIT1 : 0) | model.chip().revision() % 100 << MINOR_SHIFT);
        words.put(fuses + 0x18, model.chip().secureBootBits() << SECURE_SHIFT);
        words.put(RTC_CALIBRATION, (int) counted << COUNT_SHIFT);
        words.put(0x3FF6607C, DATE | (major >= 3 ? REVISION_BIT2 : 0));
        words.put(spi + 0x1C, 0x80000000);
        words.put(spi + 0x24, 0x70000000);
        return new ChipWords(
                words,
                FUSE_BYTES,
                new ChipWords.Flash(spi, spi + 0x24, spi + 0x80),
                new ChipWords.Divider(UART_DIVIDER, CRYSTAL_HZ),
                (double) FORTY_MHZ_COUNTED / counted);
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
