package org.twomes.station.rig.board;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.twomes.station.rig.Rig;

/** A flash that holds the hello bundle, unpatched, as its files stand at their places. */
public final class HelloFlash {
    static final int BOOTLOADER = 0x1000;
    static final int TABLE = 0x18000;
    /** Offset of the key-value partition, in bytes. */
    public static final int NVS = 0x19000;
    /** Its length. */
    public static final int NVS_BYTES = 0x4000;

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

    /** One image's header says other chip revisions than any: old minimum, minimum and maximum. */
    static NorFlash needing(String file, int old, int minimum, int maximum) throws IOException {
        NorFlash flash = new NorFlash(FOUR_MB);
        for (Map.Entry<String, Integer> place : PLACES.entrySet()) {
            byte[] content = contents().get(place.getKey());
            if (place.getKey().equals(file)) {
                content = needing(content, old, minimum, maximum);
            }
            flash.program(place.getValue(), content, 0, content.length);
        }
        return flash;
    }

    /** The image with these revisions in its header, and the SHA-256 that then belongs to it. */
    public static byte[] needing(byte[] image, int old, int minimum, int maximum) {
        byte[] changed = image.clone();
        changed[14] = (byte) old;
        changed[15] = (byte) minimum;
        changed[16] = (byte) (minimum >>> 8);
        changed[17] = (byte) maximum;
        changed[18] = (byte) (maximum >>> 8);
        int hashed = changed.length - 32;
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(changed, 0, hashed);
            System.arraycopy(sha.digest(), 0, changed, hashed, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        return changed;
    }

    private static Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        InputStream resource = Rig.class.getResourceAsStream("twomes-hello_ESP32DEV_v3.0.0.zip");
        try (ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                contents.put(entry.getName(), zip.readAllBytes());
            }
        }
        return contents;
    }

    static NorFlash written() throws IOException {
        NorFlash flash = new NorFlash(FOUR_MB);
        for (Map.Entry<String, byte[]> file : contents().entrySet()) {
            flash.program(PLACES.get(file.getKey()), file.getValue(), 0, file.getValue().length);
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
