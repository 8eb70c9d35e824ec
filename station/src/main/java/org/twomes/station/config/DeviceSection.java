package org.twomes.station.config;

import java.time.Duration;

/**
 * What the boards become.
 *
 * @param family how the device's name follows from its MAC address
 * @param type expected device type name; empty allows any
 * @param maxNameLength most characters in a name of family FREE, 1 to 64; labels must be large enough for so many
 * @param sameBoard a board seen again within this time asks instead of being flashed
 * @param bootDeadline how long after the restart the boot log may take
 * @param minTokenDigits shortest activation token the back office takes
 * @param rerolls how often a too short token may be rolled anew
 */
public record DeviceSection(
        Family family,
        String type,
        int maxNameLength,
        Duration sameBoard,
        Duration bootDeadline,
        int minTokenDigits,
        int rerolls) {

    /** How the device's name follows from its MAC address. */
    public enum Family {
        /** {@code TWOMES-XXXXXX}: the MAC's last three bytes (generations A and B). */
        TWOMES,
        /** {@code HHHH-XXXXXX}: CRC-16/XMODEM of the type, then the MAC's last three bytes (generation C). */
        TYPE_HASH,
        /** The name does not follow from the MAC. */
        FREE
    }

    /** Characters in the longest name that a board may have. */
    public int longestName() {
        return switch (family) {
            case TWOMES -> "TWOMES-XXXXXX".length();
            case TYPE_HASH -> "HHHH-XXXXXX".length();
            case FREE -> maxNameLength;
        };
    }
}
