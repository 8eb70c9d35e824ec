package org.twomes.station.rig;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A flash that holds the hello bundle, unpatched, as its files stand at their places. */
public final class HelloFlash {
    static final int BOOTLOADER = 0x1000;
    static final int TABLE = 0x18000;
    static final int NVS = 0x19000;
    static final int NVS_BYTES = 0x4000;
    static final int OTA_DATA = 0x1d000;
    static final int APPLICATION = 0x20000;

    private static final int FOUR_MB = 4 << 20;
    private static final Map<String, Integer> PLACES = Map.of(
            "bootloader.bin", BOOTLOADER,
            "partitions.bin", TABLE,
            "ota_data_initial.bin", OTA_DATA,
            "firmware.bin", APPLICATION);

    private HelloFlash() {}

    /** The whole flash of a board that runs it, before its first start. */
    public static byte[] content() throws IOException {
        return written().read(0, FOUR_MB);
    }

    static NorFlash written() throws IOException {
        NorFlash flash = new NorFlash(FOUR_MB);
        InputStream resource = Rig.class.getResourceAsStream("twomes-hello_ESP32DEV_v3.0.0.zip");
        try (ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                flash.program(PLACES.get(entry.getName()), content, 0, content.length);
            }
        }
        return flash;
    }

    /** Clears the lowest bit that is set at or behind {@code offset}, as a cell that gained a charge. */
    static void damage(NorFlash flash, int offset) {
        int at = offset;
        while (flash.read(at, 1)[0] == 0) {
            at++;
        }
        int value = flash.read(at, 1)[0];
        flash.program(at, new byte[] {(byte) (value & value - 1)}, 0, 1);
    }
}
