package org.twomes.station.firmware;

/**
 * A part of a region that is not just 0xFF. On a chip that is proven blank only the pieces have to be sent.
 *
 * @param offset in the flash, in bytes; starts a sector
 * @param length bytes when inflated; whole words
 * @param zlib the content as one zlib stream; shared by all ports, never to be changed
 */
public record Piece(int offset, int length, byte[] zlib) {}
