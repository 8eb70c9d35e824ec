package org.twomes.station.firmware;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** MD5 (what the chip's loader computes), SHA-256 and SHA-384. */
final class Digests {
    private static final int CHUNK = 0x10000;

    private Digests() {}

    static MessageDigest md5() {
        return digest("MD5");
    }

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    static MessageDigest sha384() {
        return digest("SHA-384");
    }

    static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static String sha256Hex(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                digest.update(chunk, 0, got);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Adds {@code length} bytes of erased flash. */
    static void updateBlank(MessageDigest digest, int length) {
        byte[] blank = new byte[Math.min(length, CHUNK)];
        Arrays.fill(blank, (byte) 0xFF);
        for (int left = length; left > 0; left -= blank.length) {
            digest.update(blank, 0, Math.min(left, blank.length));
        }
    }

    /** MD5 of {@code length} bytes of erased flash. */
    static byte[] md5OfBlank(int length) {
        MessageDigest digest = md5();
        updateBlank(digest, length);
        return digest.digest();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
