package org.twomes.station.backoffice;

/** What the station asks of the back office. Calls block, at most for the configured time-out, and never throw. */
public interface BackOffice {
    /** Whether a name is taken; writes nothing there. */
    ExistenceAnswer exists(String name);

    /** Registers a device. Not idempotent: a second call for the same device answers that its name is taken. */
    RegistrationAnswer register(Registration registration);
}
