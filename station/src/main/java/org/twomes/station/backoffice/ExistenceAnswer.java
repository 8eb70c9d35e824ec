package org.twomes.station.backoffice;

import java.time.Duration;
import java.util.Optional;

/** Whether a name is taken. */
public sealed interface ExistenceAnswer {
    /** No device has it. */
    record Free() implements ExistenceAnswer {}

    /** A device has it. */
    record Taken() implements ExistenceAnswer {}

    /** Not to be had now; {@code retryAfter} is what the server asks for. */
    record TryLater(String why, Optional<Duration> retryAfter) implements ExistenceAnswer {}

    /** Refused for good until somebody mends it. */
    record Refused(RefusalReason reason, String detail) implements ExistenceAnswer {}
}
