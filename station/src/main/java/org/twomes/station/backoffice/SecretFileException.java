package org.twomes.station.backoffice;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A secret's file is missing, unreadable, readable by others or malformed; the message says which, and the remedy. */
public final class SecretFileException extends IOException {
    private static final long serialVersionUID = 1;

    SecretFileException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
