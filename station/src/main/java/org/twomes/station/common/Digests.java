package org.twomes.station.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** MD5 (what the chip's loader computes over its flash), SHA-256 and SHA-384. */
public final class Digests {
    /** Bytes read or filled at once. */
    private static final int CHUNK = 0x10000;

    private static final byte ERASED = (byte) 0xFF;

    private Digests() {}

    /** A new MD5. */
    public static MessageDigest md5() {
        return digest("MD5");
    }

    /** A new SHA-256. */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** A new SHA-384. */
    public static MessageDigest sha384() {
        return digest("SHA-384");
    }

    /** SHA-256 of {@code bytes}, 64 lower-case hex digits. */
    public static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /**
     * SHA-256 of the content of {@code file}, 64 lower-case hex digits.
     *
     * @throws IOException when it cannot be read
     */
    public static String sha256Hex(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                digest.update(chunk, 0, got);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Adds {@code length} bytes of erased flash, 0xFF each. */
    public static void updateBlank(MessageDigest digest, int length) {
        byte[] blank = new byte[Math.min(length, CHUNK)];
        Arrays.fill(blank, ERASED);
        for (int left = length; left > 0; left -= blank.length) {
            digest.update(blank, 0, Math.min(left, blank.length));
        }
    }

    /** MD5 of {@code length} bytes of erased flash, 16 bytes: what the chip's loader says of a blank part. */
    public static byte[] md5OfBlank(int length) {
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
