package org.twomes.station.backoffice;

/**
 * What the back office says of an activation token. It tells whether a registration whose answer was lost was carried out: the
 * name alone does not, as somebody else may have taken it meanwhile.
 */
public sealed interface TokenProof {
    /** A device with this token is registered, and is attached to no account. */
    record Registered() implements TokenProof {}

    /** No device has this token. */
    record NotRegistered() implements TokenProof {}

    /**
     * The answer proves nothing.
     *
     * @param why a sentence
     */
    record Unclear(String why) implements TokenProof {}
}
