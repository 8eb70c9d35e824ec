package org.twomes.station.backoffice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What became of a registration. */
public sealed interface RegistrationAnswer {
    /**
     * The device is registered.
     *
     * @param id its row in the back office
     * @param createdOn the server's time of it; empty when it gave none that can be read
     */
    record Registered(long id, Optional<Instant> createdOn) implements RegistrationAnswer {}

    /** A device of this name exists: another one, or ours from a try whose answer was lost. */
    record NameTaken() implements RegistrationAnswer {}

    /** Another device has this activation token; a renamed device that was not erased, for one. */
    record TokenTaken() implements RegistrationAnswer {}

    /** The back office itself refuses; trying again does not help until something is changed. */
    record Refused(RefusalReason reason, String detail) implements RegistrationAnswer {}

    /**
     * No answer that counts.
     *
     * @param why a sentence
     * @param retryAfter what the server asked for
     * @param mayHaveArrived the request may have been carried out and only its answer lost
     */
    record TryLater(String why, Optional<Duration> retryAfter, boolean mayHaveArrived) implements RegistrationAnswer {}

    /**
     * What answered is not API v1, or cannot be trusted to be it: a wrong address, a proxy, a log-in page, a certificate. It says
     * nothing about the device, and everything about the way to the server.
     *
     * @param why a sentence
     * @param remedy what to do about it
     * @param mayHaveArrived the request may have been carried out all the same
     */
    record Unusable(String why, String remedy, boolean mayHaveArrived) implements RegistrationAnswer {}
}
