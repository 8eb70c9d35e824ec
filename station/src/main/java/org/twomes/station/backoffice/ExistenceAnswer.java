package org.twomes.station.backoffice;

import java.time.Duration;
import java.util.Optional;

/** Whether a name is registered. */
public sealed interface ExistenceAnswer {
    /** No device has this name. */
    record Free() implements ExistenceAnswer {}

    /** A device has this name; whose it is the server does not tell. */
    record Taken() implements ExistenceAnswer {}

    /** No answer that counts; {@code retryAfter} is what the server asked for. */
    record TryLater(String why, Optional<Duration> retryAfter) implements ExistenceAnswer {}

    /** The back office itself refuses; trying again does not help until something is changed. */
    record Refused(RefusalReason reason, String detail) implements ExistenceAnswer {}

    /** As {@link RegistrationAnswer.Unusable}. */
    record Unusable(String why, String remedy) implements ExistenceAnswer {}
}
