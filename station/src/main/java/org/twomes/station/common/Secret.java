package org.twomes.station.common;

import java.util.Objects;

/**
 * A text that must not be seen: an activation token, the admin token, a password. {@link #toString()} hides it, so that it
 * cannot reach a log, an exception text or a JSON answer by accident; only {@link #reveal()} gives it out.
 */
public final class Secret {
    private static final String MASK = "******";

    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** Wraps {@code text}, which may be empty. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself: for the back office call, the ledger's cipher and the sticker, and nothing else. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
