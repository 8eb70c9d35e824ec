package org.twomes.station.firmware.files;

/**
 * One row of a zip's central directory.
 *
 * @param name path inside the zip, with {@code /}
 * @param rawName the same as its bytes are, never to be changed
 * @param method 0 stored, 8 deflated
 * @param crc CRC-32 of the content
 * @param packed bytes in the zip
 * @param size bytes of the content
 * @param header offset of the local header
 */
record ZipEntryPlace(String name, byte[] rawName, int method, int crc, int packed, int size, int header) {}
