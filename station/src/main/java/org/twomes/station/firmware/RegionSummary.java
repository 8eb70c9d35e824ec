package org.twomes.station.firmware;

/**
 * One row of {@code bundle check}: a file as it is in the bundle, before the bootloader's header is patched for a chip.
 *
 * @param name file inside the bundle
 * @param offset in the flash, in bytes
 * @param size of the file, in bytes
 * @param deflated bytes when packed for the wire
 * @param method how it was packed
 * @param md5 of the file, lower-case hex
 * @param sha256 of the file, lower-case hex
 * @param place partition in which it lies, or what it is
 */
public record RegionSummary(
        String name, int offset, int size, int deflated, String method, String md5, String sha256, String place) {}
