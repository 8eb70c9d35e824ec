package org.twomes.station.backoffice;

import org.twomes.station.config.Secret;

/**
 * A device to register.
 *
 * @param name device name
 * @param deviceType name of its type
 * @param token activation token, 8 to 1024 characters
 */
public record Registration(String name, String deviceType, Secret token) {}
