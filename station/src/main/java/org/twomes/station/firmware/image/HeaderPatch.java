package org.twomes.station.firmware.image;

import java.util.Map;
import java.util.Optional;
import org.twomes.station.common.Digests;
import org.twomes.station.config.FlashSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.BundleRefusal;

/**
 * Writes flash mode, frequency and size into the bootloader's header, and the SHA-256 that then belongs to it, as esptool's write-flash does
 * for the image at 0x1000. The checksum byte covers segments only and stays. A signed bootloader stays as it is: its signature covers the
 * header. Codes: loader-protocol, "Chip facts".
 */
public final class HeaderPatch {
    private static final String KEEP = "keep";
    private static final String DETECT = "detect";
    /** The header has no code for more. */
    private static final int GREATEST_SIZE = 128 << 20;

    private static final Map<String, Integer> MODES = Map.of("qio", 0, "qout", 1, "dio", 2, "dout", 3);
    private static final Map<String, Integer> FREQUENCIES = Map.of("80m", 0xF, "40m", 0, "26m", 1, "20m", 2);
    private static final Map<Integer, Integer> SIZE_CODES = Map.of(
            1 << 20, 0, 2 << 20, 1, 4 << 20, 2, 8 << 20, 3, 16 << 20, 4, 32 << 20, 5, 64 << 20, 6, GREATEST_SIZE, 7);
    private static final int MEGABYTE_BITS = 20;

    private final FlashSection settings;

    /** Writes what {@code settings} says. */
    public HeaderPatch(FlashSection settings) {
        this.settings = settings;
    }

    /** A patched copy of the checked {@code image}, for a chip of {@code flashSize} bytes; the same bytes where it is signed. */
    public byte[] apply(byte[] image, EspImage checked, int flashSize) {
        if (checked.signature().signed()) {
            return image;
        }
        byte[] patched = image.clone();
        if (!settings.mode().equals(KEEP)) {
            patched[EspImage.MODE_AT] = (byte) code("mode", settings.mode(), MODES);
        }
        int both = patched[EspImage.SIZE_AND_FREQUENCY_AT] & 0xFF;
        int frequency =
                settings.frequency().equals(KEEP) ? both & 0xF : code("frequency", settings.frequency(), FREQUENCIES);
        int size = settings.size().equals(KEEP) ? both >> 4 : sizeCode(flashSize);
        patched[EspImage.SIZE_AND_FREQUENCY_AT] = (byte) (size << 4 | frequency);
        if (checked.hashed()) {
            var digest = Digests.sha256();
            digest.update(patched, 0, checked.length());
            System.arraycopy(digest.digest(), 0, patched, checked.length(), EspImage.HASH_BYTES);
        }
        return patched;
    }

    /** What a person should know of a bootloader that is not patched though the configuration asks for it. */
    public Optional<String> remark(String file, EspImage checked) {
        boolean keeps = settings.mode().equals(KEEP)
                && settings.frequency().equals(KEEP)
                && settings.size().equals(KEEP);
        return checked.signature().signed() && !keeps
                ? Optional.of(
                        file + " is signed (secure boot v" + checked.signature().scheme()
                                + "), so its header stays as it was built: flash.mode, flash.frequency and flash.size do not count")
                : Optional.empty();
    }

    /** Bytes of flash that the header of {@code image} says; empty where its code is none of an ESP32. */
    public static Optional<Integer> sizeInHeader(byte[] image) {
        int code = (image[EspImage.SIZE_AND_FREQUENCY_AT] & 0xFF) >> 4;
        return SIZE_CODES.entrySet().stream()
                .filter(entry -> entry.getValue() == code)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private int sizeCode(int flashSize) {
        int size = settings.size().equals(DETECT) ? Math.min(flashSize, GREATEST_SIZE) : megabytes(settings.size());
        Integer code = SIZE_CODES.get(size);
        if (code == null) {
            throw unknown("size", size + " bytes");
        }
        if (size > flashSize) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_SIZE_SETTING,
                    "flash.size",
                    settings.size() + " is more than the chip's " + (flashSize >> MEGABYTE_BITS) + "MB");
        }
        return code;
    }

    private static int megabytes(String size) {
        for (int bytes : SIZE_CODES.keySet()) {
            if (size.equals((bytes >> MEGABYTE_BITS) + "MB")) {
                return bytes;
            }
        }
        throw unknown("size", size);
    }

    private static int code(String key, String value, Map<String, Integer> codes) {
        Integer code = codes.get(value);
        if (code == null) {
            throw unknown(key, value);
        }
        return code;
    }

    private static FaultException unknown(String key, String value) {
        return BundleRefusal.of(
                FaultCode.BUNDLE_SETTING_UNKNOWN, "flash." + key, "'" + value + "' is not known for an ESP32");
    }
}
