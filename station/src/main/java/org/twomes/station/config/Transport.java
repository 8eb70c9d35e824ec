package org.twomes.station.config;

import java.util.Locale;
import java.util.Optional;

/** How an app reaches a device that is not provisioned yet. */
public enum Transport {
    /** Bluetooth LE. */
    BLE,
    /** The device's own Wi-Fi network. */
    SOFTAP;

    /** As apps read it in a QR code: in lower case only; some refuse every other form. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The transport that {@code text} means, in any case; empty when it means none. */
    public static Optional<Transport> of(String text) {
        for (Transport transport : values()) {
            if (transport.written().equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }
}
