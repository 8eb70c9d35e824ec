package org.twomes.station.firmware;

/**
 * One row of the partition table.
 *
 * @param label its name, at most 16 characters
 * @param type 0 application, 1 data, 2 bootloader, 3 partition table, others free
 * @param subtype meaning depends on the type
 * @param offset in the flash, in bytes
 * @param length in bytes
 */
public record Partition(String label, int type, int subtype, int offset, int length) {
    static final int TYPE_APP = 0;
    static final int TYPE_DATA = 1;
    static final int TYPE_BOOTLOADER = 2;
    static final int TYPE_TABLE = 3;
    static final int SUBTYPE_OTADATA = 0;
    static final int SUBTYPE_NVS = 2;
    static final int SUBTYPE_CORE_DUMP = 3;
    /** Of bootloader and partition table: the ones that a chip starts with; others are spare copies. */
    static final int SUBTYPE_PRIMARY = 0;

    /** First offset behind it. */
    public int end() {
        return offset + length;
    }

    /** Whether an application lies here. */
    public boolean app() {
        return type == TYPE_APP;
    }

    /** Whether it is the place of the bootloader that the ROM starts. */
    boolean primaryBootloader() {
        return type == TYPE_BOOTLOADER && subtype == SUBTYPE_PRIMARY;
    }

    /** Whether it is the place of the partition table itself. */
    boolean primaryTable() {
        return type == TYPE_TABLE && subtype == SUBTYPE_PRIMARY;
    }

    /** Whether it can hold data of a bundle: no application, no bootloader, no partition table. */
    boolean data() {
        return type != TYPE_APP && type != TYPE_BOOTLOADER && type != TYPE_TABLE;
    }

    /** Whether some of it lies in {@code from} to {@code to}, exclusive. */
    boolean touches(int from, int to) {
        return offset < to && from < end();
    }

    /** Whether it says which application boots. */
    public boolean otadata() {
        return type == TYPE_DATA && subtype == SUBTYPE_OTADATA;
    }

    /** Whether it holds the key-value store, with the activation token. */
    public boolean nvs() {
        return type == TYPE_DATA && subtype == SUBTYPE_NVS;
    }
}
