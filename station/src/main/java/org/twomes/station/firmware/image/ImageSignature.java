package org.twomes.station.firmware.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.twomes.station.common.Digests;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.BundleRefusal;

/**
 * What follows an image: nothing, or the signature of secure boot. A chip without secure boot runs signed images too. Sources: espsecure's
 * {@code sign_data} and {@code verify_signature}; ESP-IDF's "Secure Boot V1" and "Secure Boot V2", "Signature Block Format".
 *
 * @param scheme secure boot's version: 0 for none, 1 or 2
 * @param remark what is odd about it; empty mostly
 */
public record ImageSignature(int scheme, Optional<String> remark) {
    /** Length of a signature of version 1: a word 0 and an ECDSA signature on P-256. */
    public static final int V1_BYTES = 4 + 64;

    /** Of version 2: up to three blocks, filled up with 0xFF. */
    static final int V2_SECTOR = 0x1000;

    static final int V2_BLOCK = 1216;
    static final int V2_MAGIC = 0xE7;
    static final int V2_CRC_AT = 1196;

    private static final int MOST_BLOCKS = 3;
    private static final int RSA = 2;
    private static final int ECDSA = 3;
    private static final int DIGEST_AT = 4;
    /** Looks at all of {@code bytes}, the content of {@code file}, from {@code end} on, where its image ends. */
    static ImageSignature check(String file, byte[] bytes, int end) {
        int content = afterFiller(bytes, end);
        if (content == bytes.length) {
            return new ImageSignature(0, Optional.empty());
        }
        if (content % V2_SECTOR == 0 && (bytes[content] & 0xFF) == V2_MAGIC) {
            return version2(file, bytes, content);
        }
        boolean version1 = bytes.length - end >= V1_BYTES
                && ByteBuffer.wrap(bytes).getInt(end) == 0
                && afterFiller(bytes, end + V1_BYTES) == bytes.length;
        if (!version1) {
            throw damaged(file, content, "has content behind its image that is no signature of secure boot");
        }
        return new ImageSignature(1, Optional.empty());
    }

    /** Whether there is a signature, of whatever version. */
    public boolean signed() {
        return scheme > 0;
    }

    private static int afterFiller(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] == (byte) 0xFF) {
            at++;
        }
        return at;
    }

    private static ImageSignature version2(String file, byte[] bytes, int sector) {
        if (bytes.length < sector + V2_SECTOR) {
            throw damaged(file, bytes.length, "ends within the sector of its secure boot v2 signature");
        }
        int at = sector;
        Optional<String> remark = Optional.empty();
        while (at < sector + MOST_BLOCKS * V2_BLOCK && (bytes[at] & 0xFF) == V2_MAGIC) {
            checkBlock(file, bytes, at, (at - sector) / V2_BLOCK);
            remark = remark.isPresent() ? remark : digestRemark(file, bytes, sector, at);
            at += V2_BLOCK;
        }
        int content = afterFiller(bytes, at);
        if (content < bytes.length) {
            throw damaged(file, content, "has content behind its secure boot v2 signature blocks");
        }
        return new ImageSignature(2, remark);
    }

    private static void checkBlock(String file, byte[] bytes, int at, int number) {
        int version = bytes[at + 1];
        if (version != RSA && version != ECDSA) {
            throw damaged(
                    file, at + 1, "signature block %d has version %d, 2 and 3 are known".formatted(number, version));
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, at, V2_CRC_AT);
        int recorded = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at + V2_CRC_AT);
        if ((int) crc.getValue() != recorded) {
            throw damaged(
                    file,
                    at + V2_CRC_AT,
                    "signature block %d of secure boot v2 has CRC 0x%08x, its content 0x%08x"
                            .formatted(number, recorded, (int) crc.getValue()));
        }
    }

    /** The digest may be of SHA-256, or SHA-384 for the P-384 curve; the signature itself is the chip's to check, which knows the key. */
    private static Optional<String> digestRemark(String file, byte[] bytes, int sector, int at) {
        byte[] signed = Arrays.copyOf(bytes, sector);
        boolean own = holds(bytes, at + DIGEST_AT, Digests.sha256().digest(signed))
                || bytes[at + 1] == ECDSA
                        && holds(bytes, at + DIGEST_AT, Digests.sha384().digest(signed));
        return own
                ? Optional.empty()
                : Optional.of(file + ": its signature is that of another content; a chip with secure boot refuses it");
    }

    private static boolean holds(byte[] bytes, int at, byte[] digest) {
        return Arrays.equals(bytes, at, at + digest.length, digest, 0, digest.length);
    }

    private static FaultException damaged(String file, long offset, String detail) {
        return BundleRefusal.at(FaultCode.BUNDLE_SIGNATURE_DAMAGED, file, offset, detail);
    }
}
