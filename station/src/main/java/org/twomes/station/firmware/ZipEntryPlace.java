package org.twomes.station.firmware;

/**
 * One row of a zip's central directory.
 *
 * @param name path inside the zip
 * @param method 0 stored, 8 deflated
 * @param crc CRC-32 of the content
 * @param packed bytes in the zip
 * @param size bytes of the content
 * @param header offset of the local header
 */
record ZipEntryPlace(String name, int method, int crc, int packed, int size, int header) {
    boolean folder() {
        return name.endsWith("/");
    }
}
