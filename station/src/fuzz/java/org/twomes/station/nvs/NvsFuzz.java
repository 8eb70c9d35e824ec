package org.twomes.station.nvs;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Any two pages, as they are and with the checksums that belong to them: values or damage, and nothing thrown. */
public final class NvsFuzz {
    private static final int PAGES = 2;

    private NvsFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        byte[] partition = new byte[PAGES * NvsFormat.PAGE_BYTES];
        Arrays.fill(partition, (byte) 0xFF);
        System.arraycopy(data, 0, partition, 0, Math.min(data.length, partition.length));
        NvsReader.read(partition).entries().forEach(NvsEntry::secret);
        seal(partition);
        for (NvsEntry entry : NvsReader.read(partition).entries()) {
            if (entry.toString().length()
                    > 4 * NvsFormat.ENTRY_BYTES + entry.namespace().length()) {
                throw new IllegalStateException("an entry shows its value");
            }
        }
    }

    private static void seal(byte[] partition) {
        ByteBuffer view = NvsFormat.view(partition);
        for (int page = 0; page < partition.length; page += NvsFormat.PAGE_BYTES) {
            int length = NvsFormat.HEADER_CRC_AT - NvsFormat.SEQUENCE_AT;
            view.putInt(page + NvsFormat.HEADER_CRC_AT, NvsCrc.of(partition, page + NvsFormat.SEQUENCE_AT, length));
            for (int entry = 0; entry < NvsFormat.ENTRIES; entry++) {
                int at = page + NvsFormat.ENTRIES_AT + entry * NvsFormat.ENTRY_BYTES;
                view.putInt(at + NvsFormat.CRC_AT, NvsCrc.ofEntry(partition, at));
            }
        }
    }
}
