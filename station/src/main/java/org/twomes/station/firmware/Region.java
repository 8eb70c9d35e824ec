package org.twomes.station.firmware;

import java.util.List;
import org.twomes.station.firmware.deflate.Deflation;

/**
 * One file as it goes into the flash: patched, packed, with what the chip must say of it. Arrays are shared by all ports and never to be
 * changed.
 *
 * @param name file inside the bundle
 * @param offset in the flash, in bytes; starts a sector
 * @param length bytes when inflated; whole words
 * @param md5 MD5 of the inflated content, 16 bytes
 * @param packed the whole content as one zlib stream, and how it was packed
 * @param blank whether all of it is 0xFF, so that a blank chip needs none of it
 * @param pieces what a blank chip needs of it, ascending; empty when {@code blank}
 * @param own whether one unit alone gets it: its content can be a secret, and nothing of it is kept once the unit is written
 */
public record Region(
        String name,
        int offset,
        int length,
        byte[] md5,
        Deflation.Deflated packed,
        boolean blank,
        List<Piece> pieces,
        boolean own) {

    /** Copies the list. */
    public Region {
        pieces = List.copyOf(pieces);
    }

    /** The whole content as one zlib stream. */
    public byte[] zlib() {
        return packed.zlib();
    }

    /** How it was packed, for people. */
    public String method() {
        return packed.method();
    }

    /** First offset behind it. */
    public int end() {
        return offset + length;
    }
}
