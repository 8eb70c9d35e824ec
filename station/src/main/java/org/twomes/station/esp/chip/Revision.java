package org.twomes.station.esp.chip;

import java.util.List;
import java.util.Map;

/**
 * Where a chip's revision stands.
 *
 * @param major fields of the major revision, lowest bits first
 * @param minor fields of the minor revision, lowest bits first
 * @param names what the major revision's bits stand for, where it is not their number; one that is not in it is 0
 * @param first when all of these are met the chip is revision 0.0 whatever else it says; empty where there is no such case
 */
public record Revision(List<BitField> major, List<BitField> minor, Map<Integer, Integer> names, List<Met> first) {
    /** A field that has to have a value. */
    public record Met(BitField field, int value) {}

    /** A revision that stands as it is. */
    static Revision plain(List<BitField> major, List<BitField> minor) {
        return new Revision(major, minor, Map.of(), List.of());
    }

    /** Of a chip that has none. */
    static Revision none() {
        return plain(List.of(), List.of());
    }
}
