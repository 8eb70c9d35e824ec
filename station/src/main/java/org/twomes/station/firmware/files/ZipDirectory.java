package org.twomes.station.firmware.files;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.BundleRefusal;
import org.twomes.station.firmware.layout.FlashOffset;

/**
 * The central directory of a zip held in memory, checked before anything is inflated: paths, sizes, ratio. Read here and not by
 * {@link java.util.zip.ZipFile}, because that one reads the file a second time after it was hashed, and tells no offsets. Numbers are
 * little-endian; facts from the ZIP application note (APPNOTE 4.3 and, for zip64, 4.5.3).
 */
final class ZipDirectory {
    static final int STORED = 0;
    static final int DEFLATED = 8;
    /** Far above the five files of a release; a build folder stays below it too. */
    static final int MOST_ENTRIES = 1000;
    /** Largest flash four times over: images, signed copies and debug files. */
    static final long MOST_BYTES = 4L * FlashOffset.LARGEST_FLASH;
    /** Firmware deflates to half; only filler goes beyond this. Small files of 0xFF may. */
    static final int MOST_RATIO = 200;

    private static final int RATIO_COUNTS_FROM = 1 << 20;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int ROW_SIGNATURE = 0x02014b50;
    private static final int ROW_BYTES = 46;
    private static final int FLAG_ENCRYPTED = 1;

    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int EXTRA_64 = 1;
    private static final int EXTRA_HEADER_BYTES = 4;
    /** A number that does not fit its field: it is in a zip64 record. */
    private static final long ELSEWHERE = 0xFFFFFFFFL;

    private static final int ELSEWHERE_SHORT = 0xFFFF;

    private final String zip;
    private final ByteBuffer bytes;

    private ZipDirectory(String zip, byte[] bytes) {
        this.zip = zip;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The files of the zip by path, in its order. */
    static Map<String, ZipEntryPlace> read(String zip, byte[] bytes) {
        ZipDirectory directory = new ZipDirectory(zip, bytes);
        try {
            return directory.rows();
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw directory.damaged(bytes.length, "ends in the middle of its directory");
        }
    }

    private Map<String, ZipEntryPlace> rows() {
        End end = end();
        if (end.count() > MOST_ENTRIES || end.count() < 0) {
            throw tooLarge("has " + Long.toUnsignedString(end.count()) + " entries, more than " + MOST_ENTRIES);
        }
        if (end.start() > end.at() || end.start() < 0) {
            throw damaged(end.at(), "its directory lies outside of it");
        }
        Map<String, ZipEntryPlace> files = new LinkedHashMap<>();
        int at = (int) end.start();
        long total = 0;
        for (int i = 0; i < end.count(); i++) {
            ZipEntryPlace row = row(at);
            total += row.size();
            if (total > MOST_BYTES || (total > RATIO_COUNTS_FROM && total / MOST_RATIO > bytes.capacity())) {
                throw tooLarge("unpacks to more than any firmware (entry " + row.name() + ")");
            }
            boolean file = !row.name().isEmpty() && !row.name().endsWith("/") && !Leftovers.holds(row.name());
            if (file && files.put(row.name(), row) != null) {
                throw damaged(at, "has two entries " + row.name());
            }
            at += ROW_BYTES + unsigned(at + 28) + unsigned(at + 30) + unsigned(at + 32);
        }
        return files;
    }

    /** What the end record says: number of rows, offset of the first, and its own offset. */
    private record End(long count, long start, int at) {}

    private End end() {
        int end = endRecord();
        int count = unsigned(end + 10);
        long size = bytes.getInt(end + 12) & 0xFFFFFFFFL;
        long start = bytes.getInt(end + 16) & 0xFFFFFFFFL;
        int locator = end - LOCATOR_BYTES;
        boolean elsewhere = count == ELSEWHERE_SHORT || size == ELSEWHERE || start == ELSEWHERE;
        if (!elsewhere || locator < 0 || bytes.getInt(locator) != LOCATOR_SIGNATURE) {
            return new End(count, start, end);
        }
        long record = bytes.getLong(locator + 8);
        if (record < 0 || record > locator - END64_BYTES || bytes.getInt((int) record) != END64_SIGNATURE) {
            throw damaged(locator, "no zip64 end record where its locator says");
        }
        return new End(bytes.getLong((int) record + 32), bytes.getLong((int) record + 48), (int) record);
    }

    private int endRecord() {
        int last = bytes.capacity() - END_BYTES;
        for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (bytes.getInt(at) == END_SIGNATURE) {
                return at;
            }
        }
        throw damaged(bytes.capacity(), "is no zip, or was cut short: it has no end record");
    }

    private ZipEntryPlace row(int at) {
        if (bytes.getInt(at) != ROW_SIGNATURE) {
            throw damaged(at, "no directory row where one should be");
        }
        int flags = unsigned(at + 8);
        int method = unsigned(at + 10);
        byte[] raw = new byte[unsigned(at + 28)];
        bytes.get(at + ROW_BYTES, raw);
        String name = ZipName.path(zip, raw, extra(at, ZipName.UNICODE_PATH));
        if ((flags & FLAG_ENCRYPTED) != 0 || (method != STORED && method != DEFLATED)) {
            throw damaged(at, "entry " + name + " is encrypted or packed in an unusual way");
        }
        Numbers64 numbers = new Numbers64(extra(at, EXTRA_64));
        // In this order, and only those that do not fit.
        long size = numbers.orNext(bytes.getInt(at + 24));
        long packed = numbers.orNext(bytes.getInt(at + 20));
        long header = numbers.orNext(bytes.getInt(at + 42));
        if (size > MOST_BYTES || size < 0) {
            throw tooLarge("entry " + name + " unpacks to " + Long.toUnsignedString(size) + " bytes");
        }
        if (packed < 0 || packed > bytes.capacity() || header < 0 || header > bytes.capacity() - packed) {
            throw damaged(at, "entry " + name + " lies outside of the file");
        }
        return new ZipEntryPlace(name, raw, method, bytes.getInt(at + 16), (int) packed, (int) size, (int) header);
    }

    /** Content of the extra field {@code id} of the row at {@code at}. */
    private Optional<byte[]> extra(int at, int id) {
        int from = at + ROW_BYTES + unsigned(at + 28);
        int end = from + unsigned(at + 30);
        while (from + EXTRA_HEADER_BYTES <= end) {
            int length = unsigned(from + 2);
            int content = from + EXTRA_HEADER_BYTES;
            if (content + length > end) {
                return Optional.empty();
            }
            if (unsigned(from) == id) {
                byte[] field = new byte[length];
                bytes.get(content, field);
                return Optional.of(field);
            }
            from = content + length;
        }
        return Optional.empty();
    }

    /** The zip64 extra field of a row: 8 bytes for each number that does not fit its own field. */
    private static final class Numbers64 {
        private final ByteBuffer left;

        Numbers64(Optional<byte[]> field) {
            left = ByteBuffer.wrap(field.orElse(new byte[0])).order(ByteOrder.LITTLE_ENDIAN);
        }

        long orNext(int number) {
            long own = number & 0xFFFFFFFFL;
            return own == ELSEWHERE && left.remaining() >= Long.BYTES ? left.getLong() : own;
        }
    }

    private int unsigned(int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    private FaultException damaged(long offset, String detail) {
        return BundleRefusal.at(FaultCode.BUNDLE_ZIP_DAMAGED, zip, offset, detail);
    }

    private FaultException tooLarge(String detail) {
        return BundleRefusal.of(FaultCode.BUNDLE_TOO_LARGE, zip, detail);
    }
}
