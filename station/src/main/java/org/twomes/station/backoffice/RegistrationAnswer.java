package org.twomes.station.backoffice;

import java.time.Duration;
import java.util.Optional;

/** What became of a registration. */
public sealed interface RegistrationAnswer {
    /** Done, under this row number. */
    record Registered(long id) implements RegistrationAnswer {}

    /** A device has this name; it may be this one, registered by a call whose answer was lost. */
    record NameTaken() implements RegistrationAnswer {}

    /** Another device has this activation token. */
    record TokenTaken() implements RegistrationAnswer {}

    /** Refused for good until somebody mends it. */
    record Refused(RefusalReason reason, String detail) implements RegistrationAnswer {}

    /**
     * Not now.
     *
     * @param why for people
     * @param retryAfter what the server asks for
     * @param mayHaveArrived whether the call may have been carried out all the same
     */
    record TryLater(String why, Optional<Duration> retryAfter, boolean mayHaveArrived) implements RegistrationAnswer {}
}
