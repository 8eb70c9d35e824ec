package org.twomes.station.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.Secret;

/**
 * Locks and unlocks units' tokens with the key that the ledger says is in use. When somebody rotates the key meanwhile, the new
 * one is fetched from where the old one came from.
 */
final class TokenVault {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVault.class);
    static final String FINGERPRINT = "token key fingerprint";
    private static final String IN_USE = "SELECT content FROM setting WHERE name = ";

    private final Dialect dialect;
    private volatile TokenCipher cipher;
    /** The one before, for rows that were read just before somebody rotated the key. */
    private volatile Optional<TokenCipher> previous = Optional.empty();

    TokenVault(Dialect dialect, TokenCipher cipher) {
        this.dialect = dialect;
        this.cipher = cipher;
    }

    /** Takes the ledger's key, if ours is another one; a new ledger takes ours. */
    void agree(Handle handle) {
        handle.createUpdate(
                        "INSERT INTO setting (name, content) VALUES (:name, :content) ON CONFLICT (name) DO NOTHING")
                .bind("name", FINGERPRINT)
                .bind("content", cipher.fingerprint())
                .execute();
        take(inUse(handle, ""));
    }

    /** The token's ciphertext; until the transaction ends nobody rotates the key. */
    byte[] lock(Handle handle, long unit, Secret token) {
        take(inUse(handle, dialect.share()));
        return cipher.encrypt(token, context(unit));
    }

    /** The token in column {@code token} of a row of {@code unit}; it must not be null. */
    Secret unlock(long unit, ResultSet row) throws SQLException {
        byte[] locked = row.getBytes("token");
        Optional<Secret> token =
                opened(cipher, unit, locked).or(() -> previous.flatMap(old -> opened(old, unit, locked)));
        if (token.isPresent()) {
            return token.get();
        }
        try (PreparedStatement statement =
                        row.getStatement().getConnection().prepareStatement(IN_USE + "'" + FINGERPRINT + "'");
                ResultSet inUse = statement.executeQuery()) {
            if (inUse.next()) {
                take(inUse.getString(1));
            }
        }
        return cipher.decrypt(locked, context(unit));
    }

    private static Optional<Secret> opened(TokenCipher with, long unit, byte[] locked) {
        try {
            return Optional.of(with.decrypt(locked, context(unit)));
        } catch (LedgerException e) {
            LOG.debug("The token of unit {} is locked with another key than {}", unit, with.fingerprint());
            return Optional.empty();
        }
    }

    /** Encrypts all tokens with a new key, in the transaction of {@code handle}; gives how many. */
    int rotate(Handle handle, TokenCipher fresh) {
        // First of all: so that a station which is about to write a token ends before, or waits.
        take(inUse(handle, dialect.lock()));
        TokenCipher old = cipher;
        List<Map.Entry<Long, byte[]>> locked = handle.createQuery(
                        "SELECT id, token FROM unit WHERE token IS NOT NULL" + dialect.lock())
                .map((row, context) -> Map.entry(row.getLong("id"), row.getBytes("token")))
                .list();
        for (Map.Entry<Long, byte[]> entry : locked) {
            String context = context(entry.getKey());
            handle.createUpdate("UPDATE unit SET token = :token WHERE id = :id")
                    .bind("token", fresh.encrypt(old.decrypt(entry.getValue(), context), context))
                    .bind("id", entry.getKey())
                    .execute();
        }
        handle.createUpdate("UPDATE setting SET content = :content WHERE name = :name")
                .bind("content", fresh.fingerprint())
                .bind("name", FINGERPRINT)
                .execute();
        return locked.size();
    }

    /** From now on. */
    synchronized void change(TokenCipher fresh) {
        if (!fresh.fingerprint().equals(cipher.fingerprint())) {
            previous = Optional.of(cipher);
            cipher = fresh;
        }
    }

    private static String inUse(Handle handle, String lock) {
        return handle.createQuery(IN_USE + ":name" + lock)
                .bind("name", FINGERPRINT)
                .mapTo(String.class)
                .one();
    }

    private void take(String fingerprint) {
        TokenCipher ours = cipher;
        if (fingerprint.equals(ours.fingerprint())) {
            return;
        }
        change(ours.successor(fingerprint)
                .orElseThrow(() -> new LedgerException(
                        LedgerFault.WRONG_KEY,
                        "The token key is another one (fingerprint " + ours.fingerprint()
                                + ") than the ledger was written with (" + fingerprint
                                + "): stations of one ledger share one key; put the file that the others have where"
                                + " ledger.tokenKeyFile points")));
        LOG.info("The token key was rotated: it is the one with fingerprint {} now", fingerprint);
    }

    /** Binds a ciphertext to its unit, so that it cannot be moved to another. */
    static String context(long unit) {
        return "unit " + unit;
    }
}
