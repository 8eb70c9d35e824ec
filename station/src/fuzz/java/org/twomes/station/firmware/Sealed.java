package org.twomes.station.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.twomes.station.common.Digests;
import org.twomes.station.firmware.image.EspImage;
import org.twomes.station.firmware.layout.FlashOffset;

/** Mutated content with its sums made right again, which chance never does: so that what lies behind the check is reached. */
final class Sealed {
    private static final int ZIP_ROW = 0x02014b50;
    private static final int ZIP_CRC_AT = 16;

    private Sealed() {}

    /** A partition table whose rows end with the MD5 row that they need. */
    static byte[] table(byte[] bytes) {
        byte[] table = bytes.clone();
        int at = 0;
        while (at + 2 * PartitionTable.ROW_BYTES <= table.length
                && table[at] == (byte) PartitionTable.ROW_MAGIC
                && table[at + 1] == (byte) (PartitionTable.ROW_MAGIC >>> 8)) {
            at += PartitionTable.ROW_BYTES;
        }
        if (at + PartitionTable.ROW_BYTES <= table.length) {
            table[at] = (byte) PartitionTable.MD5_MAGIC;
            table[at + 1] = (byte) PartitionTable.MD5_MAGIC;
            var digest = Digests.md5();
            digest.update(table, 0, at);
            System.arraycopy(digest.digest(), 0, table, at + PartitionTable.MD5_AT, 16);
        }
        return table;
    }

    /** An image whose segments end with the checksum and the SHA-256 that they need. */
    static byte[] image(byte[] bytes) {
        byte[] image = bytes.clone();
        if (image.length < EspImage.HEADER_BYTES) {
            return image;
        }
        ByteBuffer words = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        long at = EspImage.HEADER_BYTES;
        int checksum = EspImage.CHECKSUM_SEED;
        for (int i = 0; i < (image[1] & 0xFF); i++) {
            if (at + EspImage.SEGMENT_HEADER_BYTES > image.length) {
                return image;
            }
            long end = at + EspImage.SEGMENT_HEADER_BYTES + (words.getInt((int) at + 4) & 0xFFFFFFFFL);
            if (end > image.length) {
                return image;
            }
            for (int b = (int) at + EspImage.SEGMENT_HEADER_BYTES; b < end; b++) {
                checksum ^= image[b] & 0xFF;
            }
            at = end;
        }
        int end = FlashOffset.roundUp((int) at + 1, EspImage.CHECKSUM_LINE);
        if (end + EspImage.HASH_BYTES <= image.length) {
            image[end - 1] = (byte) checksum;
            var digest = Digests.sha256();
            digest.update(image, 0, end);
            System.arraycopy(digest.digest(), 0, image, end, EspImage.HASH_BYTES);
        }
        return image;
    }

    /** A zip whose stored entries have the CRC-32 that their directory rows say. */
    static byte[] zip(byte[] bytes) {
        byte[] zip = bytes.clone();
        ByteBuffer words = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 46 <= zip.length; at++) {
            if (words.getInt(at) == ZIP_ROW) {
                long packed = words.getInt(at + 20) & 0xFFFFFFFFL;
                long header = words.getInt(at + 42) & 0xFFFFFFFFL;
                if (header + 30 <= zip.length) {
                    long start = header
                            + 30
                            + (words.getShort((int) header + 26) & 0xFFFF)
                            + (words.getShort((int) header + 28) & 0xFFFF);
                    if (start + packed <= zip.length) {
                        CRC32 crc = new CRC32();
                        crc.update(zip, (int) start, (int) packed);
                        words.putInt(at + ZIP_CRC_AT, (int) crc.getValue());
                    }
                }
            }
        }
        return zip;
    }
}
