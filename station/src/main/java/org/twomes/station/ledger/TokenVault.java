package org.twomes.station.ledger;

import org.twomes.station.config.Secret;

/** Locks and unlocks units' tokens with the cipher of the day. */
final class TokenVault {
    private volatile TokenCipher cipher;

    TokenVault(TokenCipher cipher) {
        this.cipher = cipher;
    }

    byte[] lock(long unit, Secret token) {
        return cipher.encrypt(token, context(unit));
    }

    Secret unlock(long unit, byte[] locked) {
        return cipher.decrypt(locked, context(unit));
    }

    TokenCipher cipher() {
        return cipher;
    }

    void change(TokenCipher fresh) {
        cipher = fresh;
    }

    /** Binds a ciphertext to its unit, so that it cannot be moved to another. */
    static String context(long unit) {
        return "unit " + unit;
    }
}
