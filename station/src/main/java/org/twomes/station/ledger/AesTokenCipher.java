package org.twomes.station.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.twomes.station.common.Digests;
import org.twomes.station.common.Secret;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** AES-256 in Galois/Counter Mode by the JDK; the nonce goes before the ciphertext. */
public final class AesTokenCipher implements TokenCipher {
    private static final String MODE = "AES/GCM/NoPadding";
    static final int KEY_BYTES = 32;
    /** NIST SP 800-38D: 96 bits, for which random nonces are safe up to 2^32 messages a key. */
    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;
    private static final int FINGERPRINT_BYTES = 8;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();
    private final String fingerprint;
    private final TokenKeyFile file;

    AesTokenCipher(byte[] key, TokenKeyFile file) {
        this.file = file;
        this.key = new SecretKeySpec(key, "AES");
        this.fingerprint = fingerprintOf(key);
    }

    /**
     * The cipher with the key of {@code ledger.tokenKeyFile}, or with the one in the data folder, which is made when it is not
     * there.
     *
     * @throws FaultException LEDGER_WRONG_KEY when the file holds no key
     */
    public static AesTokenCipher open(LedgerSection settings, Path dataFolder) {
        return TokenKeyFile.of(settings, dataFolder).open();
    }

    @Override
    public Optional<TokenCipher> successor(String wanted) {
        return file.withFingerprint(wanted).map(cipher -> cipher);
    }

    @Override
    public byte[] encrypt(Secret token, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] clear = token.reveal().getBytes(StandardCharsets.UTF_8);
        byte[] locked = run(Cipher.ENCRYPT_MODE, nonce, context, clear);
        Arrays.fill(clear, (byte) 0);
        byte[] out = Arrays.copyOf(nonce, nonce.length + locked.length);
        System.arraycopy(locked, 0, out, nonce.length, locked.length);
        return out;
    }

    @Override
    public Secret decrypt(byte[] ciphertext, String context) {
        byte[] nonce = Arrays.copyOf(ciphertext, NONCE_BYTES);
        byte[] locked = Arrays.copyOfRange(ciphertext, NONCE_BYTES, ciphertext.length);
        byte[] clear = run(Cipher.DECRYPT_MODE, nonce, context, locked);
        Secret token = Secret.of(new String(clear, StandardCharsets.UTF_8));
        Arrays.fill(clear, (byte) 0);
        return token;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    private byte[] run(int mode, byte[] nonce, String context, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(MODE);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new FaultException(
                    FaultCode.LEDGER_WRONG_KEY,
                    "A token cannot be decrypted: another key, or moved from another unit",
                    e);
        }
    }

    private static String fingerprintOf(byte[] key) {
        MessageDigest digest = Digests.sha256();
        digest.update("twomes-station token key".getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(key), 0, FINGERPRINT_BYTES);
    }
}
