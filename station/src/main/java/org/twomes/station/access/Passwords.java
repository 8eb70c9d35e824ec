package org.twomes.station.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Password hashes: bcrypt, version 2a, with long passwords hashed first so that none of their characters is lost. */
public final class Passwords {
    /** Shortest password taken (OWASP ASVS 4.0, 2.1.1). */
    public static final int SHORTEST = 12;
    /** Longest password taken; a bound on the work that one request can cause (OWASP ASVS 4.0, 2.1.2). */
    static final int LONGEST = 128;
    /** About a quarter of a second on the machines meant (OWASP password storage: 10 or more). */
    private static final int COST = 12;
    /** Cheapest hash taken from a users file. */
    private static final int LEAST_COST = 10;

    private Passwords() {}

    /**
     * The hash to write into the users file.
     *
     * @throws IllegalArgumentException when it is shorter than {@link #SHORTEST} or longer than 128 characters
     */
    public static String hash(char[] password, SecureRandom random) {
        if (password.length < SHORTEST || password.length > LONGEST) {
            throw new IllegalArgumentException(
                    "a password has " + SHORTEST + " to " + LONGEST + " characters, this one has " + password.length);
        }
        BCrypt.Version version = BCrypt.Version.VERSION_2A;
        return new String(
                BCrypt.with(version, random, LongPasswordStrategies.hashSha512(version))
                        .hash(COST, utf8(password)),
                StandardCharsets.US_ASCII);
    }

    static boolean matches(String password, String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        BCrypt.Version version = BCrypt.Version.VERSION_2A;
        return BCrypt.verifyer(version, LongPasswordStrategies.hashSha512(version))
                .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }

    /** Whether {@code hash} is one that {@link #matches} can check and that is dear enough to guess. */
    static boolean usable(String hash) {
        return hash.matches("\\$2a\\$\\d\\d\\$[./A-Za-z0-9]{53}")
                && Integer.parseInt(hash.substring(4, 6)) >= LEAST_COST
                && Integer.parseInt(hash.substring(4, 6)) <= 2 * LEAST_COST;
    }

    private static byte[] utf8(char[] password) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
