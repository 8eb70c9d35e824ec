package org.twomes.station.identity;

import java.util.Optional;
import org.twomes.station.config.Secret;

/**
 * Who a device says it is.
 *
 * @param name {@code TWOMES-XXXXXX} or {@code HHHH-XXXXXX}
 * @param deviceType name of its type; empty for {@link Generation#C}, which does not print it
 * @param token activation token, also the proof of possession of Bluetooth provisioning: 1 to 10 decimal digits
 * @param generation of the firmware
 */
public record DeviceIdentity(String name, Optional<String> deviceType, Secret token, Generation generation) {}
