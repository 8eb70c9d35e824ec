package org.twomes.station.firmware;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.common.OutsideText;
import org.twomes.station.firmware.layout.FlashOffset;

/** Reads the rows of a partition table by the rules of ESP-IDF's {@code gen_esp32part.py} (1.5), and of the bootloader that reads it. */
final class PartitionRows {
    private static final int TYPE_AT = 2;
    private static final int SUBTYPE_AT = 3;
    private static final int OFFSET_AT = 4;
    private static final int LENGTH_AT = 8;
    private static final int LABEL_AT = 12;
    private static final int LABEL_BYTES = 16;
    private static final int FLAGS_AT = 28;
    private static final int FLAG_READ_ONLY = 2;
    /** Encrypted and read-only. */
    private static final int KNOWN_FLAGS = 1 | FLAG_READ_ONLY;

    private static final int APP_ALIGNMENT = 0x10000;
    /** Two sectors, written in turn. */
    private static final int OTADATA_BYTES = 2 * FlashGeometry.SECTOR;

    private final String file;
    private final ByteBuffer table;
    private final List<Partition> rows = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    PartitionRows(String file, ByteBuffer table) {
        this.file = file;
        this.table = table;
    }

    /** Reads the row at {@code at}. */
    void add(int at) {
        int type = table.get(at + TYPE_AT) & 0xFF;
        int subtype = table.get(at + SUBTYPE_AT) & 0xFF;
        long offset = table.getInt(at + OFFSET_AT) & 0xFFFFFFFFL;
        long length = table.getInt(at + LENGTH_AT) & 0xFFFFFFFFL;
        String label = label(at);
        int alignment = type == Partition.TYPE_APP ? APP_ALIGNMENT : FlashGeometry.SECTOR;
        if (offset % alignment != 0) {
            throw PartitionTable.damaged(
                    file,
                    at + OFFSET_AT,
                    "partition %s at 0x%x is not aligned to 0x%x".formatted(label, offset, alignment));
        }
        checkLength(at, label, offset, length);
        Partition row = new Partition(label, type, subtype, (int) offset, (int) length);
        checkSectors(at, row);
        checkFlags(at, row);
        rows.add(row);
    }

    void remark(String text) {
        remarks.add(file + ": " + text);
    }

    /** The table of all rows, checked against each other. */
    PartitionTable table() {
        if (rows.isEmpty()) {
            throw PartitionTable.damaged(file, 0, "has no partitions");
        }
        rows.sort(Comparator.comparingInt(Partition::offset));
        checkOverlap();
        checkOtadata();
        Set<String> labels = new HashSet<>();
        for (Partition row : rows) {
            if (!labels.add(row.label())) {
                remark("has more than one partition " + row.label() + "; firmware finds only the first by its name");
            }
        }
        return new PartitionTable(rows, remarks);
    }

    /** The name takes all 16 bytes, or ends with a zero. */
    private String label(int at) {
        byte[] raw = new byte[LABEL_BYTES];
        table.get(at + LABEL_AT, raw);
        int length = 0;
        while (length < raw.length && raw[length] != 0) {
            length++;
        }
        return OutsideText.line(new String(raw, 0, length, StandardCharsets.UTF_8), LABEL_BYTES);
    }

    private void checkLength(int at, String label, long offset, long length) {
        if (length == 0 || offset + length > FlashOffset.LARGEST_FLASH) {
            throw PartitionTable.damaged(
                    file,
                    at + LENGTH_AT,
                    "partition %s has 0x%x bytes: none, or beyond 16 MB".formatted(label, length));
        }
    }

    /** Only applications, stores and boot parts need whole sectors; what starts in the middle of one is refused by its offset. */
    private void checkSectors(int at, Partition row) {
        if (row.length() % FlashGeometry.SECTOR == 0) {
            return;
        }
        if (!row.data() || row.nvs() || row.otadata()) {
            throw PartitionTable.damaged(
                    file,
                    at + LENGTH_AT,
                    "partition %s has 0x%x bytes, which are no whole sectors".formatted(row.label(), row.length()));
        }
        remark("partition %s has 0x%x bytes, no whole sectors: firmware cannot use all of the last one"
                .formatted(row.label(), row.length()));
    }

    private void checkFlags(int at, Partition row) {
        int flags = table.getInt(at + FLAGS_AT);
        boolean written =
                row.otadata() || row.type() == Partition.TYPE_DATA && row.subtype() == Partition.SUBTYPE_CORE_DUMP;
        if (written && (flags & FLAG_READ_ONLY) != 0) {
            throw PartitionTable.damaged(
                    file, at + FLAGS_AT, "partition " + row.label() + " is read-only, but firmware must write it");
        }
        if ((flags & ~KNOWN_FLAGS) != 0) {
            remark("partition %s has flags 0x%x that are not known".formatted(row.label(), flags & ~KNOWN_FLAGS));
        }
    }

    private void checkOverlap() {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).offset() < rows.get(i - 1).end()) {
                throw PartitionTable.damaged(
                        file,
                        0,
                        "partitions %s and %s overlap"
                                .formatted(rows.get(i - 1).label(), rows.get(i).label()));
            }
        }
    }

    /** The bootloader takes the last otadata, firmware the first; and both of its sectors must be there. */
    private void checkOtadata() {
        List<Partition> found = rows.stream().filter(Partition::otadata).toList();
        if (found.size() > 1) {
            throw PartitionTable.damaged(file, 0, "has " + found.size() + " otadata partitions, one is possible");
        }
        for (Partition row : found) {
            if (row.length() < OTADATA_BYTES) {
                throw PartitionTable.damaged(
                        file,
                        0,
                        "partition %s has 0x%x bytes, otadata needs 0x2000".formatted(row.label(), row.length()));
            }
        }
    }
}
