package org.twomes.station.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What the boards become.
 *
 * @param family how the device's name follows from its MAC address
 * @param identity where the activation token comes from
 * @param nvs where the firmware keeps it
 * @param data what each unit alone is given
 * @param type expected device type name; empty allows any
 * @param maxNameLength most characters in a name of family FREE, 1 to 64; labels must be large enough for so many
 * @param sameBoard a board seen again within this time asks instead of being flashed
 * @param bootDeadline how long after the restart the boot log may take
 * @param minTokenDigits shortest activation token the back office takes
 * @param rerolls how often a too short token may be rolled anew
 */
public record DeviceSection(
        Family family,
        Identity identity,
        TokenPlace nvs,
        Optional<UnitDataSection> data,
        String type,
        int maxNameLength,
        Duration sameBoard,
        Duration bootDeadline,
        int minTokenDigits,
        int rerolls) {

    /** Where a board's activation token comes from. */
    public enum Identity {
        /** The firmware makes it when it first starts. */
        FIRMWARE,
        /** The station makes it and writes it with the firmware. */
        STATION
    }

    /**
     * Where the firmware keeps its activation token in its key-value store (NVS), a u32.
     *
     * @param namespace 1 to 15 characters of ASCII
     * @param key likewise
     */
    public record TokenPlace(String namespace, String key) {}

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
