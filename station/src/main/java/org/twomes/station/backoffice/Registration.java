package org.twomes.station.backoffice;

import org.twomes.station.common.Secret;

/**
 * What the back office is told of a device.
 *
 * @param name e.g. {@code TWOMES-D3AD48}
 * @param deviceType name of a type that the back office knows
 * @param token activation token, 8 to 1024 characters
 */
public record Registration(String name, String deviceType, Secret token) {}
