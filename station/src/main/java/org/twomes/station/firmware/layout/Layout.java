package org.twomes.station.firmware.layout;

import java.util.List;

/**
 * Where each file of a bundle goes.
 *
 * @param name name of the layout, as configured
 * @param files the files, ascending by offset
 */
public record Layout(String name, List<Placement> files) {

    /** Copies and sorts the list. */
    public Layout {
        files = files.stream()
                .sorted((one, other) -> Integer.compare(one.offset(), other.offset()))
                .toList();
    }

    /**
     * One file's place.
     *
     * @param file path inside the bundle, with {@code /}
     * @param role what it is to the chip
     * @param offset in the flash, in bytes
     */
    public record Placement(String file, FileRole role, int offset) {}
}
