package org.twomes.station.firmware;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.twomes.station.common.Digests;

/**
 * All that is written to, and proven of, a chip of one flash size. Made once and shared by all ports; arrays are never to be changed.
 *
 * @param flashSize in bytes, as far as an ESP32 reaches it
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

    /** MD5 of {@code length} bytes 0xFF, 16 bytes: what the device must say of a blank part. */
    public static byte[] md5OfBlank(int length) {
        return Digests.md5OfBlank(length);
    }

    /** Everything that must be blank in the end, ascending: the gaps, and the regions of nothing but 0xFF. */
    public List<Gap> blanks() {
        return Stream.concat(
                        gaps.stream(),
                        regions.stream()
                                .filter(Region::blank)
                                .map(region -> new Gap(region.offset(), region.length(), region.md5())))
                .sorted(Comparator.comparingInt(Gap::offset))
                .toList();
    }
}
