package org.twomes.station.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.FileOwner;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.config.SecretFiles;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/**
 * The file with the key that encrypts activation tokens, 32 bytes in base64. During a rotation the new key waits beside it,
 * under the same name with {@code .next}, until the ledger is encrypted with it: whichever of the two the ledger was left
 * with, it is there.
 */
public final class TokenKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenKeyFile.class);
    private static final String NEXT = ".next";

    private final Path file;
    private final boolean ours;

    private TokenKeyFile(Path file, boolean ours) {
        this.file = file;
        this.ours = ours;
    }

    /** The file of {@code ledger.tokenKeyFile}, or the one in the data folder, which is made when it is not there. */
    public static TokenKeyFile of(LedgerSection settings, Path dataFolder) {
        return settings.tokenKeyFile()
                .map(TokenKeyFile::at)
                .orElseGet(() -> new TokenKeyFile(SecretFiles.ownTokenKey(dataFolder), true));
    }

    /** A file that somebody made. */
    public static TokenKeyFile at(Path file) {
        return new TokenKeyFile(file, false);
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * The cipher with its key.
     *
     * @throws FaultException LEDGER_WRONG_KEY when the file holds no key, LEDGER_OPEN_SECRET when others can read it
     */
    public AesTokenCipher open() {
        try {
            if (ours && Files.notExists(file)) {
                try {
                    write(file);
                } catch (FileAlreadyExistsException e) {
                    LOG.debug("Somebody else made {} first", file);
                }
            }
            return read(file);
        } catch (IOException e) {
            throw new FaultException(FaultCode.LEDGER_NO_KEY, "The token key " + file + " cannot be read: " + e, e);
        }
    }

    /** Makes a new key and puts it beside the one in use; one that an earlier rotation left unused is overwritten. */
    public AesTokenCipher makeNext() throws IOException {
        Files.deleteIfExists(next());
        write(next());
        if (Files.exists(file)) {
            // Root may rotate the key of a station that runs as somebody else.
            FileOwner.likeThatOf(file, next());
        }
        return read(next());
    }

    /** The key beside it takes its place. */
    public void promote() throws IOException {
        try {
            Files.move(next(), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOG.debug("A running station has put {} in its place already", next());
        }
    }

    /** The cipher whose key has this fingerprint; a rotation that stopped on its last step is brought to its end. */
    Optional<AesTokenCipher> withFingerprint(String fingerprint) {
        Optional<AesTokenCipher> current = holds(file, fingerprint);
        if (current.isPresent()) {
            return current;
        }
        Optional<AesTokenCipher> waiting = holds(next(), fingerprint);
        if (waiting.isEmpty()) {
            return holds(file, fingerprint);
        }
        try {
            promote();
            LOG.info("The new token key is in its place: {}", file);
        } catch (IOException e) {
            LOG.warn("{} should be put in the place of {}: {}", next(), file, e.toString());
        }
        return waiting;
    }

    /**
     * Looks whether the key of this fingerprint is here, also as one that a rotation has left waiting; makes and moves nothing.
     *
     * @throws FaultException LEDGER_WRONG_KEY when it is not, LEDGER_OPEN_SECRET when others can read the file
     */
    void mustHold(String fingerprint) {
        try {
            if (read(file).fingerprint().equals(fingerprint)
                    || holds(next(), fingerprint).isPresent()) {
                return;
            }
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.LEDGER_WRONG_KEY,
                    "The token key " + file + ", with which the ledger was written (fingerprint " + fingerprint
                            + "), cannot be read: " + e,
                    e);
        }
        throw new FaultException(
                FaultCode.LEDGER_WRONG_KEY,
                "The token key " + file + " is another one than the ledger was written with (fingerprint " + fingerprint
                        + ")");
    }

    private Optional<AesTokenCipher> holds(Path candidate, String fingerprint) {
        try {
            return Optional.of(read(candidate))
                    .filter(cipher -> cipher.fingerprint().equals(fingerprint));
        } catch (IOException | FaultException e) {
            LOG.debug("{} holds no key: {}", candidate, e.toString());
            return Optional.empty();
        }
    }

    private Path next() {
        return file.resolveSibling(file.getFileName() + NEXT);
    }

    private static void write(Path target) throws IOException {
        byte[] key = new byte[AesTokenCipher.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key) + "\n";
        PrivateFile.create(target, text.getBytes(StandardCharsets.US_ASCII));
    }

    private AesTokenCipher read(Path from) throws IOException {
        Optional<String> open = PrivateFile.openness(from);
        if (open.isPresent()) {
            throw new FaultException(FaultCode.LEDGER_OPEN_SECRET, "The token key " + from + " " + open.get());
        }
        String text = Files.readString(from, StandardCharsets.US_ASCII);
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == AesTokenCipher.KEY_BYTES) {
                return new AesTokenCipher(key, this);
            }
        } catch (IllegalArgumentException e) {
            throw new FaultException(FaultCode.LEDGER_WRONG_KEY, "The token key " + from + " is no base64 text", e);
        }
        throw new FaultException(
                FaultCode.LEDGER_WRONG_KEY,
                "The token key " + from + " does not hold " + AesTokenCipher.KEY_BYTES + " bytes in base64");
    }
}
