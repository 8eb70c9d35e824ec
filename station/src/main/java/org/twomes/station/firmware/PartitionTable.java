package org.twomes.station.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Digests;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.image.ImageSignature;

/**
 * A checked partition table (ESP-IDF, "Partition Tables", and its {@code gen_esp32part.py}): 32-byte rows that start with AA 50, then a row
 * EB EB with the MD5 of the rows before it, which older builds leave out, then 0xFF. Numbers little-endian.
 *
 * @param partitions its rows, ascending by offset
 * @param remarks what a person should know of it, though it is sound
 */
public record PartitionTable(List<Partition> partitions, List<String> remarks) {
    /** What a table takes at most; ESP-IDF's file has this length. The rest of its sector is free for a signature. */
    static final int MOST_BYTES = 0xC00;

    static final int ROW_BYTES = 32;
    static final int ROW_MAGIC = 0x50AA;
    static final int MD5_MAGIC = 0xEBEB;
    static final int MD5_AT = 16;

    /** Where tables lie, in bytes: ESP-IDF's default, then the layouts of Twomes firmware. */
    public static final List<Integer> USUAL_OFFSETS = List.of(0x8000, 0x9000, 0x18000);

    /** Copies the lists. */
    public PartitionTable {
        partitions = List.copyOf(partitions);
        remarks = List.copyOf(remarks);
    }

    /** Reads and checks {@code bytes}, the content of {@code file}. */
    static PartitionTable parse(String file, byte[] bytes) {
        checkLength(file, bytes);
        ByteBuffer table =
                ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MOST_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        PartitionRows rows = new PartitionRows(file, table);
        int at = 0;
        while (at + ROW_BYTES <= table.limit() && (table.getShort(at) & 0xFFFF) == ROW_MAGIC) {
            rows.add(at);
            at += ROW_BYTES;
        }
        if (!checkEnd(file, bytes, table.limit(), at)) {
            rows.remark("has no row with its MD5, so damage to it is not noticed");
        }
        return rows.table();
    }

    /** The table in a sector that was read from a flash; empty when there is none, or it is damaged. */
    public static Optional<PartitionTable> inFlash(byte[] sector) {
        if (sector.length < ROW_BYTES
                || (ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xFFFF) != ROW_MAGIC) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse("flash", sector));
        } catch (FaultException e) {
            return Optional.empty();
        }
    }

    /** What follows a whole table in its sector: 0xFF, or the signature of secure boot v1. */
    private static void checkLength(String file, byte[] bytes) {
        int signed = MOST_BYTES + ImageSignature.V1_BYTES;
        boolean signature =
                bytes.length >= signed && ByteBuffer.wrap(bytes).getInt(MOST_BYTES) == 0 && blank(bytes, signed);
        boolean longer = bytes.length > MOST_BYTES && !signature && !blank(bytes, MOST_BYTES);
        if (longer || bytes.length > FlashGeometry.SECTOR) {
            throw damaged(
                    file,
                    MOST_BYTES,
                    "is longer than a partition table (0xc00 bytes), and what follows is no signature of secure boot v1");
        }
    }

    private static boolean blank(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is an MD5 row at {@code at}, behind the last partition; without one there must be an end marker. */
    private static boolean checkEnd(String file, byte[] bytes, int limit, int at) {
        boolean whole = at + ROW_BYTES <= limit;
        boolean sum = whole && bytes[at] == (byte) MD5_MAGIC && bytes[at + 1] == (byte) MD5_MAGIC;
        if (sum) {
            var digest = Digests.md5();
            digest.update(bytes, 0, at);
            if (!Arrays.equals(digest.digest(), 0, ROW_BYTES - MD5_AT, bytes, at + MD5_AT, at + ROW_BYTES)) {
                throw damaged(file, at + MD5_AT, "MD5 of the table is wrong");
            }
        } else if (!whole || !blank(Arrays.copyOfRange(bytes, at, at + ROW_BYTES), 0)) {
            throw damaged(file, at, "neither a partition, nor the MD5 row (EB EB), nor the end of the table (32 x FF)");
        }
        for (int i = sum ? at + 2 : at; i < limit; i++) {
            boolean digestByte = sum && i >= at + MD5_AT && i < at + ROW_BYTES;
            if (!digestByte && bytes[i] != (byte) 0xFF) {
                throw damaged(file, i, "has content behind its end");
            }
        }
        return sum;
    }

    static FaultException damaged(String file, long offset, String detail) {
        return BundleRefusal.at(FaultCode.BUNDLE_PARTITIONS_DAMAGED, file, offset, detail);
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
