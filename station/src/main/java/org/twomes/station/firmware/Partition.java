package org.twomes.station.firmware;

/**
 * One row of the partition table.
 *
 * @param label its name, at most 16 characters
 * @param type 0 application, 1 data, others free
 * @param subtype meaning depends on the type
 * @param offset in the flash, in bytes
 * @param length in bytes
 */
public record Partition(String label, int type, int subtype, int offset, int length) {
    static final int TYPE_APP = 0;
    static final int TYPE_DATA = 1;
    static final int SUBTYPE_OTADATA = 0;
    static final int SUBTYPE_NVS = 2;

    /** First offset behind it. */
    public int end() {
        return offset + length;
    }

    /** Whether an application lies here. */
    public boolean app() {
        return type == TYPE_APP;
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
