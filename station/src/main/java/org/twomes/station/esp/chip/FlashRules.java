package org.twomes.station.esp.chip;

import java.util.Map;

/**
 * What a chip's boot expects of its flash.
 *
 * @param bootloaderOffset where its ROM looks for the bootloader, in bytes
 * @param frequencies codes of the flash's frequency in the low four bits of byte 3 of an image's header, by their names
 */
public record FlashRules(int bootloaderOffset, Map<String, Integer> frequencies) {
    /** Copies the map. */
    public FlashRules {
        frequencies = Map.copyOf(frequencies);
    }
}
