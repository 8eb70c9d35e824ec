package org.twomes.station.esp;

import java.util.Locale;

/**
 * Identity of a chip, read without changing anything on it.
 *
 * @param chip its name, e.g. {@code ESP32}
 * @param revision major revision times 100 plus minor, e.g. 301 for v3.1
 * @param mac its base MAC address
 * @param crystalMhz its crystal in MHz: 26, 32, 40 or 48
 * @param secureBoot whether secure boot is burned in: it will not run foreign firmware
 * @param flashEncryption whether flash encryption is on: what is written plain does not run
 */
public record ChipIdentity(
        String chip, int revision, Mac mac, int crystalMhz, boolean secureBoot, boolean flashEncryption) {
    /** Name of the ESP32. */
    public static final String ESP32 = "ESP32";

    private static final int MAJOR = 100;

    /** The revision as people write it, e.g. {@code v3.1}. */
    public String revisionText() {
        return String.format(Locale.ROOT, "v%d.%d", revision / MAJOR, revision % MAJOR);
    }
}
