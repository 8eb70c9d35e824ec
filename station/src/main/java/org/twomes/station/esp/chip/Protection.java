package org.twomes.station.esp.chip;

import java.util.List;

/**
 * The eFuses that protect a chip against foreign firmware.
 *
 * @param encryption each holds the count of switches of flash encryption, which is on when an odd number of its bits is set
 * @param secureBoot any of them set says that secure boot is on
 */
public record Protection(List<BitField> encryption, List<SecureBoot> secureBoot) {
    /**
     * One bit of secure boot.
     *
     * @param bit set where it is on
     * @param fromRevision lowest revision (major * 100 + minor) on which the bit means that
     */
    public record SecureBoot(BitField bit, int fromRevision) {}

    static Protection of(BitField encryption, BitField secureBoot) {
        return new Protection(List.of(encryption), List.of(new SecureBoot(secureBoot, 0)));
    }

    /** Of a chip that has none. */
    static Protection none() {
        return new Protection(List.of(), List.of());
    }
}
