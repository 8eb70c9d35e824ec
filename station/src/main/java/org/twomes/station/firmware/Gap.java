package org.twomes.station.firmware;

/**
 * Flash between the regions, which must be blank.
 *
 * @param offset in the flash, in bytes
 * @param length in bytes
 * @param md5OfBlank MD5 of {@code length} bytes 0xFF, 16 bytes; never to be changed
 */
public record Gap(int offset, int length, byte[] md5OfBlank) {}
