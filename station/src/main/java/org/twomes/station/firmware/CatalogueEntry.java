package org.twomes.station.firmware;

import java.nio.file.Path;

/**
 * A bundle in the catalogue.
 *
 * @param name file name, as {@code bundle.name} pins it
 * @param sha256 lower-case hex, as {@code bundle.sha256} pins it
 * @param size in bytes
 * @param file where it lies
 */
public record CatalogueEntry(String name, String sha256, long size, Path file) {}
