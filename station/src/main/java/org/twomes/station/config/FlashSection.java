package org.twomes.station.config;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twomes.station.common.FlashGeometry;

/**
 * What is written into the bootloader's image header, as esptool's flash_mode, flash_freq and flash_size.
 *
 * @param mode {@code dio}, {@code dout}, {@code qio}, {@code qout} or {@code keep}
 * @param frequency {@code 80m}, {@code 40m}, {@code 26m}, {@code 20m} or {@code keep}
 * @param size {@code detect}, {@code keep}, or {@code 1MB} to {@code 128MB}
 */
public record FlashSection(String mode, String frequency, String size) {
    private static final Pattern MEGABYTES = Pattern.compile("([0-9]{1,3})MB");
    /** The size in bytes, where one is given. */
    public OptionalInt bytes() {
        Matcher given = MEGABYTES.matcher(size);
        return given.matches()
                ? OptionalInt.of(Integer.parseInt(given.group(1)) * FlashGeometry.MEGABYTE)
                : OptionalInt.empty();
    }
}
