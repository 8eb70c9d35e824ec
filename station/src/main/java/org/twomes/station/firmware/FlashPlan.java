package org.twomes.station.firmware;

import java.util.List;

/**
 * All that is written to, and proven of, a chip of one flash size. Made once and shared by all ports; arrays are never to be changed.
 *
 * @param flashSize in bytes
 * @param regions what is written, ascending by offset
 * @param gaps everything else, ascending by offset: must be blank
 * @param md5 MD5 of the whole finished flash, 16 bytes: proves regions and gaps in one command
 * @param md5OfBlank MD5 of the whole flash when erased, 16 bytes
 */
public record FlashPlan(int flashSize, List<Region> regions, List<Gap> gaps, byte[] md5, byte[] md5OfBlank) {

    /** Copies the lists. */
    public FlashPlan {
        regions = List.copyOf(regions);
        gaps = List.copyOf(gaps);
    }

    /** Bytes of all regions when inflated. */
    public int inflatedBytes() {
        return regions.stream().mapToInt(Region::length).sum();
    }

    /** Bytes of all regions as packed. */
    public int deflatedBytes() {
        return regions.stream().mapToInt(region -> region.zlib().length).sum();
    }
}
