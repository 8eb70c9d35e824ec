package org.twomes.station.firmware;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.twomes.station.config.BackOfficeSection.Environment;
import org.twomes.station.config.FlashSection;
import org.twomes.station.firmware.files.ZipFiles;
import org.twomes.station.firmware.layout.Layout;
import org.twomes.station.firmware.layout.Layouts;

/** Hand-made bundles in the release form, generic v3 layout, small. */
public final class BundleBuilder {
    static final FlashSection PROCEDURE = new FlashSection("dio", "40m", "detect");
    static final int FOUR_MEGABYTES = 4 << 20;

    final Map<String, byte[]> files = new LinkedHashMap<>();

    public static BundleBuilder complete() {
        BundleBuilder builder = new BundleBuilder();
        builder.files.put("bootloader.bin", image(0, noise(1, 900)));
        builder.files.put("partitions.bin", genericTable());
        builder.files.put("ota_data_initial.bin", blank(0x2000));
        builder.files.put("firmware.bin", image(0, noise(2, 40_000), noise(3, 512)));
        return builder;
    }

    public BundleBuilder with(String file, byte[] content) {
        files.put(file, content);
        return this;
    }

    public BundleBuilder without(String file) {
        files.remove(file);
        return this;
    }

    public byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public Bundle open() {
        return open("hand-made_ESP32DEV_v1.2.3.zip", expectations());
    }

    public Bundle open(String name, BundleExpectations expected) {
        return Bundle.of(name, ZipFiles.of(name, zip()), expected);
    }

    public static BundleExpectations expectations() {
        return expectations(Optional.empty(), Optional.empty());
    }

    static BundleExpectations expectations(Optional<String> board, Optional<Environment> environment) {
        Layout layout = new Layouts(Optional.empty()).find("generic-v3");
        return new BundleExpectations(layout, PROCEDURE, Optional.empty(), board, environment, false);
    }

    public static byte[] blank(int length) {
        byte[] blank = new byte[length];
        Arrays.fill(blank, (byte) 0xFF);
        return blank;
    }

    public static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** An image whose segments are {@code segments}, each a multiple of four bytes. */
    public static byte[] image(int chip, byte[]... segments) {
        Segment[] placed = Arrays.stream(segments)
                .map(content -> new Segment(0x3FFB0000, content))
                .toArray(Segment[]::new);
        return image(chip, 0x40080000, placed);
    }

    public record Segment(int address, byte[] content) {}

    public static byte[] image(int chip, int entry, Segment... segments) {
        ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0xE9)
                .put((byte) segments.length)
                .put((byte) 0)
                .put((byte) 0x1F)
                .putInt(entry);
        out.put(new byte[4]).putShort((short) chip).put(new byte[9]).put((byte) 1);
        int checksum = 0xEF;
        for (Segment segment : segments) {
            out.putInt(segment.address()).putInt(segment.content().length).put(segment.content());
            for (byte b : segment.content()) {
                checksum ^= b & 0xFF;
            }
        }
        do {
            out.put((byte) 0);
        } while (out.position() % 16 != 0);
        out.put(out.position() - 1, (byte) checksum);
        byte[] hashed = Arrays.copyOf(out.array(), out.position());
        out.put(sum("SHA-256", hashed));
        return Arrays.copyOf(out.array(), out.position());
    }

    /** A copy of {@code image} with the SHA-256 at its end made right again. */
    public static byte[] sealed(byte[] image) {
        byte[] sealed = image.clone();
        int end = image.length - 32;
        System.arraycopy(sum("SHA-256", Arrays.copyOf(image, end)), 0, sealed, end, 32);
        return sealed;
    }

    /** The same without its SHA-256, as a build without one has it. */
    public static byte[] unhashed(byte[] image) {
        byte[] bare = Arrays.copyOf(image, image.length - 32);
        bare[23] = 0;
        return bare;
    }

    /** {@code first} and {@code second}, one behind the other. */
    public static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** {@code image} with what espsecure appends for secure boot v1: version 0, signature. */
    public static byte[] signedV1(byte[] image) {
        return joined(image, joined(new byte[4], noise(11, 64)));
    }

    /** {@code image} with what espsecure appends for secure boot v2: filler to a sector, a sector with {@code blocks} signature blocks. */
    public static byte[] signedV2(byte[] image, int version, int blocks) {
        byte[] filled = joined(image, blank((0x1000 - image.length % 0x1000) % 0x1000));
        byte[] sector = blank(0x1000);
        for (int i = 0; i < blocks; i++) {
            ByteBuffer block = ByteBuffer.allocate(1216).order(ByteOrder.LITTLE_ENDIAN);
            block.put((byte) 0xE7).put((byte) version).putShort((short) 0).put(sum("SHA-256", filled));
            block.put(noise(12 + i, 1160));
            CRC32 crc = new CRC32();
            crc.update(block.array(), 0, 1196);
            block.putInt((int) crc.getValue());
            System.arraycopy(block.array(), 0, sector, i * 1216, 1216);
        }
        return joined(filled, sector);
    }

    /** The partitions.csv of generation B (twomes.md 3). */
    public static byte[] genericTable() {
        return table(
                row(1, 2, 0x19000, 0x4000, "nvs"),
                row(1, 0, 0x1d000, 0x2000, "otadata"),
                row(1, 1, 0x1f000, 0x1000, "phy_init"),
                row(0, 0x10, 0x20000, 0x1f0000, "ota_0"),
                row(0, 0x11, 0x210000, 0x1f0000, "ota_1"));
    }

    public static byte[] row(int type, int subtype, int offset, int length, String label) {
        return row(type, subtype, offset, length, label, 0);
    }

    public static byte[] row(int type, int subtype, int offset, int length, String label, int flags) {
        ByteBuffer row = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        row.put((byte) 0xAA)
                .put((byte) 0x50)
                .put((byte) type)
                .put((byte) subtype)
                .putInt(offset)
                .putInt(length);
        row.put(label.getBytes(StandardCharsets.US_ASCII)).putInt(28, flags);
        return row.array();
    }

    public static byte[] table(byte[]... rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            out.writeBytes(row);
        }
        byte[] sum = sum("MD5", out.toByteArray());
        byte[] last = blank(32);
        last[0] = (byte) 0xEB;
        last[1] = (byte) 0xEB;
        System.arraycopy(sum, 0, last, 16, 16);
        out.writeBytes(last);
        out.writeBytes(blank(0xC00 - out.size()));
        return out.toByteArray();
    }

    private static byte[] sum(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
