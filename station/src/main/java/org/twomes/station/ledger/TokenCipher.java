package org.twomes.station.ledger;

import java.util.Optional;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultException;

/** Encrypts activation tokens at rest. */
public interface TokenCipher {
    /** Ciphertext of a token, bound to {@code context} (e.g. the unit's row) so that it cannot be moved to another. */
    byte[] encrypt(Secret token, String context);

    /**
     * The token back.
     *
     * @throws FaultException when the key or the context is another one
     */
    Secret decrypt(byte[] ciphertext, String context);

    /** A fingerprint of the key, which tells nothing about it. */
    String fingerprint();

    /** The cipher whose key has this fingerprint, if the place where this one's key came from holds it by now. */
    default Optional<TokenCipher> successor(String fingerprint) {
        return Optional.empty();
    }
}
