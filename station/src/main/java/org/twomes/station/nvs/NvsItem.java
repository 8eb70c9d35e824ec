package org.twomes.station.nvs;

/**
 * An undamaged entry as it lies in the flash.
 *
 * @param page in the order of the flash
 * @param index of its first entry in the page
 * @param namespace index; 0 for one that defines a namespace
 * @param type of its value
 * @param chunk index of a piece of a blob
 * @param key its name
 * @param at offset of the entry in the partition
 * @param size bytes of content behind it; 0 without
 */
record NvsItem(int page, int index, int namespace, int type, int chunk, String key, int at, int size) {
    NvsDamage damage(String message) {
        return new NvsDamage(page, index, at, message);
    }

    /** Where its data start. */
    int dataAt() {
        return at + NvsFormat.DATA_AT;
    }

    /** Where its content starts. */
    int contentAt() {
        return at + NvsFormat.ENTRY_BYTES;
    }
}
