package org.twomes.station.identity;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.config.DeviceSection;

/** How a device's name follows from its MAC address (twomes generic firmware, all generations). */
public final class DeviceName {
    private static final int XMODEM_POLYNOMIAL = 0x1021;

    private DeviceName() {}

    /**
     * The name that a device must have.
     *
     * @param macSuffix last three bytes of the MAC, upper-case hex
     * @param type its type's name, needed by {@link DeviceSection.Family#TYPE_HASH}
     * @return empty when the name does not follow from what is given
     */
    public static Optional<String> expected(DeviceSection.Family family, String macSuffix, Optional<String> type) {
        return switch (family) {
            case TWOMES -> Optional.of("TWOMES-" + macSuffix);
            case TYPE_HASH -> type.map(name -> String.format(Locale.ROOT, "%04X-%s", crc16(name), macSuffix));
            case FREE -> Optional.empty();
        };
    }

    /** CRC-16/XMODEM (polynomial 0x1021, start 0) of a type's name, as the firmware prefixes it with {@code %04X}. */
    static int crc16(String typeName) {
        int crc = 0;
        for (byte b : typeName.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ XMODEM_POLYNOMIAL;
            }
        }
        return crc & 0xffff;
    }
}
