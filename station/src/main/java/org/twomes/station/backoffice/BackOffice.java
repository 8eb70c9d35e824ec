package org.twomes.station.backoffice;

/** The server that devices are registered with. Safe for use by many threads; each call ends within the configured limit. */
public interface BackOffice {
    /** Asks whether a device of this name is registered, without writing anything. */
    ExistenceAnswer exists(String name);

    /** Registers a device; not idempotent: the same again is answered with {@link RegistrationAnswer.NameTaken}. */
    RegistrationAnswer register(Registration registration);

    /** Whether the server answers and takes our admin token; writes nothing. */
    Reachability reachable();
}
