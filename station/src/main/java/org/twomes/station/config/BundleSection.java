package org.twomes.station.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The firmware to flash, pinned.
 *
 * @param name file name in the catalogue; empty while none is chosen
 * @param sha256 lower-case hex SHA-256 the file must have; empty allows any
 * @param layout name of the flash layout, a file in {@code layouts}
 * @param layouts folder with named layouts; empty for those inside the program
 * @param board board in the bundle's file name, e.g. {@code ESP32DEV}; empty allows any
 */
public record BundleSection(String name, String sha256, String layout, Optional<Path> layouts, String board) {}
