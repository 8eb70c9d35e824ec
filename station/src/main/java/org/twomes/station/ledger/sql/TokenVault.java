package org.twomes.station.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.TokenCipher;

/**
 * Encrypts and decrypts units' tokens with the key that the ledger says is in use. When somebody rotates the key meanwhile, the
 * new one is fetched from where the old one came from.
 */
final class TokenVault {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVault.class);

    /** A unit's token on its way into the column that holds its ciphertext. */
    record UnitToken(long unit, Secret token) {}

    private final Dialect dialect;
    private volatile TokenCipher cipher;
    /** The one before, for rows that were read just before somebody rotated the key. */
    private volatile Optional<TokenCipher> previous = Optional.empty();

    TokenVault(Dialect dialect, TokenCipher cipher) {
        this.dialect = dialect;
        this.cipher = cipher;
    }

    /** Takes the ledger's key, if ours is another one; a new ledger takes ours. */
    void agree(SqlTokenKey key) {
        key.begin(cipher.fingerprint());
        take(key.inUse());
    }

    /** The token's ciphertext; until the transaction of the connection ends nobody rotates the key. */
    byte[] lock(UnitToken token, Connection connection) throws SQLException {
        takeInUse(connection, dialect.share());
        return cipher.encrypt(token.token(), context(token.unit()));
    }

    /** The token of a unit. */
    Secret unlock(long unit, byte[] locked, Connection connection) throws SQLException {
        Optional<Secret> token =
                opened(cipher, unit, locked).or(() -> previous.flatMap(old -> opened(old, unit, locked)));
        if (token.isPresent()) {
            return token.get();
        }
        takeInUse(connection, "");
        return cipher.decrypt(locked, context(unit));
    }

    private static Optional<Secret> opened(TokenCipher with, long unit, byte[] locked) {
        try {
            return Optional.of(with.decrypt(locked, context(unit)));
        } catch (FaultException e) {
            LOG.debug("The token of unit {} is locked with another key than {}", unit, with.fingerprint());
            return Optional.empty();
        }
    }

    /** Encrypts all tokens with a new key, in one transaction; gives how many. */
    int rotate(SqlTokenKey key, TokenCipher fresh) {
        // First of all: so that a station which is about to write a token ends before, or waits.
        take(key.lockInUse());
        TokenCipher old = cipher;
        int rotated = 0;
        for (SqlTokenKey.Locked locked : key.tokens()) {
            String context = context(locked.id());
            key.token(locked.id(), fresh.encrypt(old.decrypt(locked.token(), context), context));
            rotated++;
        }
        for (SqlTokenKey.Locked locked : key.passwords()) {
            String context = context(locked.id());
            key.password(locked.id(), fresh.encrypt(old.decrypt(locked.token(), context), context));
        }
        key.inUse(fresh.fingerprint());
        return rotated;
    }

    /** From now on. */
    synchronized void change(TokenCipher fresh) {
        if (!fresh.fingerprint().equals(cipher.fingerprint())) {
            previous = Optional.of(cipher);
            cipher = fresh;
        }
    }

    /** On the connection of a statement under way, which has no handle. */
    private void takeInUse(Connection connection, String suffix) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SqlTokenKey.IN_USE + suffix);
                ResultSet inUse = statement.executeQuery()) {
            if (inUse.next()) {
                take(inUse.getString(1));
            }
        }
    }

    private void take(String fingerprint) {
        TokenCipher ours = cipher;
        if (fingerprint.equals(ours.fingerprint())) {
            return;
        }
        change(ours.successor(fingerprint)
                .orElseThrow(() -> new FaultException(
                        FaultCode.LEDGER_WRONG_KEY,
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
