package org.twomes.station.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A checked partition table (ESP-IDF, "Partition Tables"): 32-byte rows that start with AA 50, then a row EB EB with the MD5 of the rows
 * before it, then 0xFF. Numbers little-endian.
 *
 * @param partitions its rows, ascending by offset
 */
public record PartitionTable(List<Partition> partitions) {
    /** A table takes one sector; ESP-IDF's file is 0xC00 bytes. */
    static final int MOST_BYTES = 0xC00;

    static final int ROW_BYTES = 32;
    static final int ROW_MAGIC = 0x50AA;
    static final int MD5_MAGIC = 0xEBEB;
    static final int MD5_AT = 16;

    private static final int LABEL_AT = 12;
    private static final int LABEL_BYTES = 16;
    private static final int APP_ALIGNMENT = 0x10000;
    private static final String MEND = "build the table again with ESP-IDF's gen_esp32part.py";

    /** Copies the list. */
    public PartitionTable {
        partitions = List.copyOf(partitions);
    }

    /** Reads and checks {@code bytes}, the content of {@code file}. */
    static PartitionTable parse(String file, byte[] bytes) throws BundleException {
        if (bytes.length > MOST_BYTES) {
            throw damaged(file, MOST_BYTES, "is longer than a partition table (0xc00 bytes)");
        }
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Partition> rows = new ArrayList<>();
        int at = 0;
        while (at + ROW_BYTES <= bytes.length && (table.getShort(at) & 0xFFFF) == ROW_MAGIC) {
            rows.add(row(file, table, at));
            at += ROW_BYTES;
        }
        checkEnd(file, bytes, at);
        if (rows.isEmpty()) {
            throw damaged(file, 0, "has no partitions");
        }
        rows.sort(Comparator.comparingInt(Partition::offset));
        checkOverlap(file, rows);
        return new PartitionTable(rows);
    }

    private static Partition row(String file, ByteBuffer table, int at) throws BundleException {
        int type = table.get(at + 2) & 0xFF;
        long offset = table.getInt(at + 4) & 0xFFFFFFFFL;
        long length = table.getInt(at + 8) & 0xFFFFFFFFL;
        byte[] raw = new byte[LABEL_BYTES];
        table.get(at + LABEL_AT, raw);
        String label =
                new String(raw, StandardCharsets.UTF_8).replaceAll("\0.*", "").replaceAll("\\p{Cntrl}", "?");
        int alignment = type == Partition.TYPE_APP ? APP_ALIGNMENT : FlashOffset.SECTOR;
        if (offset % alignment != 0) {
            throw damaged(
                    file, at + 4, "partition %s at 0x%x is not aligned to 0x%x".formatted(label, offset, alignment));
        }
        if (length == 0 || length % FlashOffset.SECTOR != 0 || offset + length > FlashOffset.LARGEST_FLASH) {
            throw damaged(
                    file,
                    at + 8,
                    "partition %s has 0x%x bytes: none, no whole sectors, or beyond 16 MB".formatted(label, length));
        }
        return new Partition(label, type, table.get(at + 3) & 0xFF, (int) offset, (int) length);
    }

    private static void checkEnd(String file, byte[] bytes, int at) throws BundleException {
        if (at + ROW_BYTES > bytes.length || bytes[at] != (byte) MD5_MAGIC || bytes[at + 1] != (byte) MD5_MAGIC) {
            throw damaged(file, at, "neither a partition nor the MD5 row (EB EB)");
        }
        var digest = Digests.md5();
        digest.update(bytes, 0, at);
        if (!Arrays.equals(digest.digest(), 0, ROW_BYTES - MD5_AT, bytes, at + MD5_AT, at + ROW_BYTES)) {
            throw damaged(file, at + MD5_AT, "MD5 of the table is wrong");
        }
        for (int i = at + 2; i < bytes.length; i++) {
            boolean sum = i >= at + MD5_AT && i < at + ROW_BYTES;
            if (!sum && bytes[i] != (byte) 0xFF) {
                throw damaged(file, i, "has content behind its end");
            }
        }
    }

    private static void checkOverlap(String file, List<Partition> rows) throws BundleException {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).offset() < rows.get(i - 1).end()) {
                throw damaged(
                        file,
                        0,
                        "partitions %s and %s overlap"
                                .formatted(rows.get(i - 1).label(), rows.get(i).label()));
            }
        }
    }

    private static BundleException damaged(String file, long offset, String detail) {
        return new BundleException(BundleFault.PARTITIONS_DAMAGED, file, offset, detail, MEND);
    }

    /** The partition in which {@code offset} lies. */
    public Optional<Partition> at(int offset) {
        return partitions.stream()
                .filter(partition -> partition.offset() <= offset && offset < partition.end())
                .findFirst();
    }

    /** The key-value store with the activation token; the one named {@code nvs} where there are several. */
    public Optional<Partition> nvs() {
        return partitions.stream()
                .filter(Partition::nvs)
                .min(Comparator.comparing(partition -> !partition.label().equals("nvs")));
    }

    /** First offset behind the last partition: the flash must be at least this large. */
    public int end() {
        return partitions.stream().mapToInt(Partition::end).max().orElse(0);
    }
}
