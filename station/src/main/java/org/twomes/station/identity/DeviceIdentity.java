package org.twomes.station.identity;

import java.util.Optional;
import org.twomes.station.common.Secret;

/**
 * Identity that a board printed.
 *
 * @param name its name, e.g. {@code TWOMES-D3AD48} or {@code FCA2-D3AD48}
 * @param deviceType name of its device type; empty where the board did not print it and its hash is of no known type
 * @param token its activation token, 1 to 10 decimal digits; the proof of possession of the QR code
 * @param generation of its firmware
 * @param provisioning how its own QR payload says that it is reached
 */
public record DeviceIdentity(
        String name, Optional<String> deviceType, Secret token, Generation generation, Provisioning provisioning) {}
