package org.twomes.station.firmware.image;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Tells which chip an image is for. */
final class ImageChip {
    private static final int ESP32 = 0;

    /** Chip ids of the extended header: ESP-IDF's {@code esp_chip_id_t} and esptool's {@code IMAGE_CHIP_ID}. */
    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(2, "ESP32-S2"),
            Map.entry(4, "ESP32-S3 (beta 3)"),
            Map.entry(5, "ESP32-C3"),
            Map.entry(6, "ESP32-S3 (beta)"),
            Map.entry(7, "ESP32-C6 (beta)"),
            Map.entry(9, "ESP32-S3"),
            Map.entry(10, "ESP32-H2 (beta 1)"),
            Map.entry(12, "ESP32-C2"),
            Map.entry(13, "ESP32-C6"),
            Map.entry(14, "ESP32-H2 (beta 2)"),
            Map.entry(16, "ESP32-H2"),
            Map.entry(17, "ESP32-C5 (beta 3)"),
            Map.entry(18, "ESP32-P4"),
            Map.entry(20, "ESP32-C61"),
            Map.entry(23, "ESP32-C5"),
            Map.entry(25, "ESP32-H21"),
            Map.entry(28, "ESP32-H4"),
            Map.entry(31, "ESP32-E22"),
            Map.entry(32, "ESP32-S31"));

    /** First byte of the ESP8266's second form of an image (esptool's {@code ESP8266V2FirmwareImage}). */
    private static final int ESP8266_SECOND_FORM = 0xEA;

    /** The ESP8266 has no extended header: where the ESP32 has it, its first segment's address stands. */
    private static final int ESP8266_SEGMENT_AT = 8;

    private static final int ESP8266_LEAST = 16;

    private ImageChip() {}

    /** The name of the chip that {@code image} is for, a whole header; empty where that is the ESP32. */
    static Optional<String> other(ByteBuffer image) {
        int magic = image.get(0) & 0xFF;
        if (magic == ESP8266_SECOND_FORM || magic == EspImage.MAGIC && esp8266(image)) {
            return Optional.of("ESP8266");
        }
        int chip = image.getShort(EspImage.CHIP_ID_AT) & 0xFFFF;
        return magic != EspImage.MAGIC || chip == ESP32
                ? Optional.empty()
                : Optional.of(OTHERS.getOrDefault(chip, "chip id " + chip));
    }

    /** The ESP8266's instruction RAM, data RAM and mapped flash; none of them is what an extended header can begin with. */
    private static boolean esp8266(ByteBuffer image) {
        if (image.capacity() < ESP8266_LEAST) {
            return false;
        }
        ImageSegment first = new ImageSegment(image.getInt(ESP8266_SEGMENT_AT), 1);
        return first.touches(0x4010_0000, 0x4011_0000)
                || first.touches(0x3FFE_8000, 0x4000_0000)
                || first.touches(0x4020_0000, 0x4030_0000);
    }
}
