package org.twomes.station.firmware;

import org.twomes.station.firmware.layout.FlashOffset;

/** Any partition table, as it comes and with its MD5 made right: sectors within 16 MB that do not overlap. */
public final class PartitionTableFuzz {
    private PartitionTableFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        Refusal.orAnswer(() -> check(data));
        Refusal.orAnswer(() -> check(Sealed.table(data)));
    }

    private static void check(byte[] bytes) {
        PartitionTable table = PartitionTable.parse("x", bytes);
        int end = 0;
        for (Partition partition : table.partitions()) {
            if (partition.offset() < end || partition.end() > FlashOffset.LARGEST_FLASH) {
                throw new IllegalStateException("accepted " + table);
            }
            end = partition.end();
        }
        table.nvs();
        if (end > 0 && table.at(end - 1).isEmpty()) {
            throw new IllegalStateException("finds no partition at its own last byte: " + table);
        }
    }
}
