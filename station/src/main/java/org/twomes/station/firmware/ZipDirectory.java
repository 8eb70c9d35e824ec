package org.twomes.station.firmware;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The central directory of a zip held in memory, checked before anything is inflated: paths, sizes, ratio. Read here and not by
 * {@link java.util.zip.ZipFile}, because that one reads the file a second time after it was hashed, and tells no offsets. Numbers are
 * little-endian; facts from the ZIP application note (APPNOTE 4.3).
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

    private final String zip;
    private final ByteBuffer bytes;

    private ZipDirectory(String zip, byte[] bytes) {
        this.zip = zip;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The files of the zip by path, in its order. */
    static Map<String, ZipEntryPlace> read(String zip, byte[] bytes) throws BundleException {
        ZipDirectory directory = new ZipDirectory(zip, bytes);
        try {
            return directory.rows();
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw directory.damaged(bytes.length, "ends in the middle of its directory");
        }
    }

    private Map<String, ZipEntryPlace> rows() throws BundleException {
        int end = endRecord();
        int count = unsigned(end + 10);
        long start = bytes.getInt(end + 16) & 0xFFFFFFFFL;
        if (count > MOST_ENTRIES) {
            throw tooLarge("has " + count + " entries, more than " + MOST_ENTRIES);
        }
        if (start > end) {
            throw damaged(end, "its directory lies outside of it");
        }
        Map<String, ZipEntryPlace> files = new LinkedHashMap<>();
        int at = (int) start;
        long total = 0;
        for (int i = 0; i < count; i++) {
            ZipEntryPlace row = row(at);
            total += row.size();
            if (total > MOST_BYTES || (total > RATIO_COUNTS_FROM && total / MOST_RATIO > bytes.capacity())) {
                throw tooLarge("unpacks to more than any firmware (entry " + row.name() + ")");
            }
            if (!row.folder() && files.put(row.name(), row) != null) {
                throw damaged(at, "has two entries " + row.name());
            }
            at += ROW_BYTES + unsigned(at + 28) + unsigned(at + 30) + unsigned(at + 32);
        }
        return files;
    }

    private int endRecord() throws BundleException {
        int last = bytes.capacity() - END_BYTES;
        for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (bytes.getInt(at) == END_SIGNATURE) {
                return at;
            }
        }
        throw damaged(bytes.capacity(), "is no zip, or was cut short: it has no end record");
    }

    private ZipEntryPlace row(int at) throws BundleException {
        if (bytes.getInt(at) != ROW_SIGNATURE) {
            throw damaged(at, "no directory row where one should be");
        }
        int flags = unsigned(at + 8);
        int method = unsigned(at + 10);
        byte[] raw = new byte[unsigned(at + 28)];
        bytes.get(at + ROW_BYTES, raw);
        String name = BundlePath.checked(zip, new String(raw, StandardCharsets.UTF_8));
        if ((flags & FLAG_ENCRYPTED) != 0 || (method != STORED && method != DEFLATED)) {
            throw damaged(at, "entry " + name + " is encrypted or packed in an unusual way");
        }
        long packed = bytes.getInt(at + 20) & 0xFFFFFFFFL;
        long size = bytes.getInt(at + 24) & 0xFFFFFFFFL;
        long header = bytes.getInt(at + 42) & 0xFFFFFFFFL;
        if (size > MOST_BYTES) {
            throw tooLarge("entry " + name + " unpacks to " + size + " bytes");
        }
        if (header + packed > bytes.capacity()) {
            throw damaged(at, "entry " + name + " lies outside of the file");
        }
        return new ZipEntryPlace(name, method, bytes.getInt(at + 16), (int) packed, (int) size, (int) header);
    }

    private int unsigned(int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    private BundleException damaged(long offset, String detail) {
        return new BundleException(BundleFault.ZIP_DAMAGED, zip, offset, detail, ZipFiles.MEND);
    }

    private BundleException tooLarge(String detail) {
        return new BundleException(
                BundleFault.TOO_LARGE,
                zip,
                detail,
                "a release zip holds about five files; look where this one came from");
    }
}
