package org.twomes.station.rig.board;

import java.util.HashMap;
import java.util.Map;
import org.twomes.station.rig.BoardModel;

/**
 * The registers of the chips after the ESP32, whose eFuses and flash controllers have one layout but for the revision's place. Source:
 * esptool 5.3.1, {@code esptool/targets/*.py}; the values of the flash controller after a reset are those of the recorded ESP32-C3.
 */
final class LaterWords {
    private static final int CRYSTAL_HZ = 40_000_000;
    private static final int UART_DIVIDER = 0x6000_0014;
    private static final int FUSE_BYTES = 0x1FC;
    private static final int CRYPT_SHIFT = 18;
    private static final int SECURE_BIT = 1 << 20;
    private static final int USER = 0x8000_00C0;
    private static final int USER2 = 0x7000_0000;

    private LaterWords() {}

    static ChipWords of(BoardModel model) {
        int fuses = model.chip().kind().memory().fuses();
        int spi = model.chip().kind().memory().spi();
        Map<Integer, Integer> words = new HashMap<>();
        words.put(fuses + 0x34, (model.chip().cryptCount() & 0x7) << CRYPT_SHIFT);
        words.put(fuses + 0x38, model.secureBoot() ? SECURE_BIT : 0);
        words.put(fuses + 0x44, (int) model.mac());
        words.put(fuses + 0x48, (int) (model.mac() >>> 32) & 0xFFFF);
        revision(words, model, fuses);
        words.put(spi + 0x18, USER);
        words.put(spi + 0x20, USER2);
        return new ChipWords(
                words,
                FUSE_BYTES,
                new ChipWords.Flash(spi, spi + 0x20, spi + 0x58),
                new ChipWords.Divider(UART_DIVIDER, CRYSTAL_HZ),
                1);
    }

    private static void revision(Map<Integer, Integer> words, BoardModel model, int fuses) {
        int major = model.chip().revision() / 100;
        int minor = model.chip().revision() % 100;
        switch (model.chip().kind()) {
            case ESP32C6 -> words.put(fuses + 0x50, minor << 18 | major << 22);
            case ESP32S2 -> {
                words.put(fuses + 0x50, major << 18 | minor >>> 3 << 20);
                words.put(fuses + 0x54, (minor & 0x7) << 4);
            }
            default -> {
                words.put(fuses + 0x50, (minor & 0x7) << 18);
                words.put(fuses + 0x58, minor >>> 3 << 23 | major << 24);
            }
        }
    }
}
