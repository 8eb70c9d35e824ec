package org.twomes.station.firmware.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.twomes.station.common.Digests;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.BundleRefusal;

/** A bundle in a zip: read once, hashed, and kept in memory until its files are out. */
public final class ZipFiles implements BundleFiles {
    /** Largest zip that is read, in bytes. A release zip is under 2 MB; a zipped ESP-IDF build folder stays below this. */
    public static final int MOST_ZIP_BYTES = 64 << 20;

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;

    private final String zip;
    private final byte[] bytes;
    private final Map<String, ZipEntryPlace> entries;

    private ZipFiles(String zip, byte[] bytes) {
        this.zip = zip;
        this.bytes = bytes;
        this.entries = ZipDirectory.read(zip, bytes);
    }

    /** Reads the zip {@code path} and its directory. */
    public static ZipFiles open(Path path) {
        String name = path.toString();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_ZIP_BYTES + 1);
            if (bytes.length > MOST_ZIP_BYTES) {
                throw BundleRefusal.of(FaultCode.BUNDLE_TOO_LARGE, name, "is larger than 64 MB");
            }
            return new ZipFiles(name, bytes);
        } catch (IOException e) {
            throw BundleRefusal.of(FaultCode.BUNDLE_UNREADABLE, name, "cannot be read", e);
        }
    }

    /** For tests and for bytes that are in memory already. */
    public static ZipFiles of(String zip, byte[] bytes) {
        return new ZipFiles(zip, bytes);
    }

    @Override
    public String name() {
        return zip;
    }

    @Override
    public Set<String> paths() {
        return entries.keySet();
    }

    @Override
    public Optional<byte[]> read(String path) {
        ZipEntryPlace entry = entries.get(path);
        return entry == null ? Optional.empty() : Optional.of(unpack(entry));
    }

    /** SHA-256 of the zip, lower-case hex. */
    public String sha256() {
        return Digests.sha256Hex(bytes);
    }

    @Override
    public String sha256(String folder, Collection<String> used) {
        return sha256();
    }

    private byte[] unpack(ZipEntryPlace entry) {
        if (entry.size() > MOST_FILE_BYTES) {
            throw BundleRefusal.of(FaultCode.BUNDLE_TOO_LARGE, entry.name(), "is larger than any flash (16 MB)");
        }
        int start = contentStart(entry);
        byte[] content = entry.method() == ZipDirectory.STORED
                ? Arrays.copyOfRange(bytes, start, start + entry.packed())
                : inflate(entry, start);
        CRC32 crc = new CRC32();
        crc.update(content);
        if (content.length != entry.size() || (int) crc.getValue() != entry.crc()) {
            throw damaged(entry, start, "content differs from its recorded size or CRC-32");
        }
        return content;
    }

    private int contentStart(ZipEntryPlace entry) {
        ByteBuffer zipBytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = entry.header();
        byte[] name = entry.rawName();
        if (at + LOCAL_BYTES > bytes.length || zipBytes.getInt(at) != LOCAL_SIGNATURE) {
            throw damaged(entry, at, "no local header where the directory says");
        }
        int nameLength = zipBytes.getShort(at + 26) & 0xFFFF;
        int start = at + LOCAL_BYTES + nameLength + (zipBytes.getShort(at + 28) & 0xFFFF);
        if ((long) start + entry.packed() > bytes.length) {
            throw damaged(entry, at, "content reaches beyond the end of the zip");
        }
        if (!Arrays.equals(bytes, at + LOCAL_BYTES, at + LOCAL_BYTES + nameLength, name, 0, name.length)) {
            throw damaged(entry, at, "local header has another name than the directory");
        }
        return start;
    }

    private byte[] inflate(ZipEntryPlace entry, int start) {
        // One byte more than promised shows a stream that is longer than its entry says.
        byte[] content = new byte[entry.size() + 1];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, start, entry.packed());
            int length = 0;
            int got;
            do {
                got = inflater.inflate(content, length, content.length - length);
                length += got;
            } while (got > 0 && length < content.length);
            if (length > entry.size()) {
                throw BundleRefusal.at(
                        FaultCode.BUNDLE_TOO_LARGE,
                        entry.name(),
                        start,
                        "unpacks to more than the " + entry.size() + " bytes its entry says");
            }
            return Arrays.copyOf(content, length);
        } catch (DataFormatException e) {
            throw damaged(entry, start, "packed content is damaged");
        } finally {
            inflater.end();
        }
    }

    private FaultException damaged(ZipEntryPlace entry, long offset, String detail) {
        return BundleRefusal.at(FaultCode.BUNDLE_ZIP_DAMAGED, zip, offset, "entry " + entry.name() + ": " + detail);
    }
}
