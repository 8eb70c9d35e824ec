package org.twomes.station.nvs;

/**
 * The checksum of NVS: CRC-32 (reflected 0xEDB88320) whose register starts at 0, result inverted. It is zlib's {@code crc32} continued
 * from 0xFFFFFFFF ({@code esp_rom_crc32_le}); {@link java.util.zip.CRC32} cannot start so.
 */
final class NvsCrc {
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int VALUES = 256;
    private static final int[] TABLE = table();

    private NvsCrc() {}

    private static int[] table() {
        int[] table = new int[VALUES];
        for (int value = 0; value < VALUES; value++) {
            int register = value;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                register = (register & 1) == 0 ? register >>> 1 : register >>> 1 ^ POLYNOMIAL;
            }
            table[value] = register;
        }
        return table;
    }

    /** Of {@code length} bytes from {@code from}. */
    static int of(byte[] bytes, int from, int length) {
        return ~run(0, bytes, from, length);
    }

    /** Of the entry that starts at {@code from}: all its bytes but those of the checksum itself. */
    static int ofEntry(byte[] bytes, int from) {
        int head = run(0, bytes, from, NvsFormat.CRC_AT);
        return ~run(head, bytes, from + NvsFormat.KEY_AT, NvsFormat.ENTRY_BYTES - NvsFormat.KEY_AT);
    }

    private static int run(int start, byte[] bytes, int from, int length) {
        int register = start;
        for (int i = from; i < from + length; i++) {
            register = register >>> Byte.SIZE ^ TABLE[(register ^ bytes[i]) & 0xFF];
        }
        return register;
    }
}
