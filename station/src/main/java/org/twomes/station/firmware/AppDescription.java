package org.twomes.station.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.twomes.station.common.OutsideText;

/**
 * What an application image says about itself (ESP-IDF's {@code esp_app_desc_t}, at 0x20 of the image).
 *
 * @param version version of the firmware
 * @param project name of the project
 * @param built date and time of the build, as the compiler printed them
 * @param framework version of ESP-IDF
 */
public record AppDescription(String version, String project, String built, String framework) {
    private static final int OFFSET = 0x20;
    private static final int BYTES = 256;
    private static final int MAGIC = 0xABCD5432;
    private static final int VERSION = 0x30;
    private static final int PROJECT = 0x50;
    private static final int TIME = 0x70;
    private static final int DATE = 0x80;
    private static final int FRAMEWORK = 0x90;
    private static final int LONG_TEXT = 32;
    private static final int SHORT_TEXT = 16;

    /** The description in {@code image}; empty where there is none. */
    static Optional<AppDescription> find(byte[] image) {
        if (image.length < OFFSET + BYTES
                || ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getInt(OFFSET) != MAGIC) {
            return Optional.empty();
        }
        return Optional.of(new AppDescription(
                text(image, VERSION, LONG_TEXT),
                text(image, PROJECT, LONG_TEXT),
                (text(image, DATE, SHORT_TEXT) + " " + text(image, TIME, SHORT_TEXT)).strip(),
                text(image, FRAMEWORK, LONG_TEXT)));
    }

    private static String text(byte[] image, int offset, int most) {
        int length = 0;
        while (length < most && image[offset + length] != 0) {
            length++;
        }
        return OutsideText.line(new String(image, offset, length, StandardCharsets.UTF_8), most);
    }
}
