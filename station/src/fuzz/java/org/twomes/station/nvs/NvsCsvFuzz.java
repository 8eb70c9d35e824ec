package org.twomes.station.nvs;

import java.nio.file.Path;

/** Any CSV: refused with its place, or a partition that reads back. */
public final class NvsCsvFuzz {
    private static final int SIZE = 0x4000;

    private NvsCsvFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        byte[] partition;
        try {
            partition = NvsCsv.partition(Path.of("none", "unit.csv"), data, SIZE);
        } catch (NvsCsvException e) {
            return;
        }
        if (!NvsReader.read(partition).fresh()) {
            throw new IllegalStateException("the partition does not read back");
        }
    }
}
