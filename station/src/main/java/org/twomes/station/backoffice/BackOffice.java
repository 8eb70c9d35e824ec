package org.twomes.station.backoffice;

import org.twomes.station.common.Secret;

/** The server that devices are registered with. Safe for use by many threads; each call ends within the configured limit. */
public interface BackOffice {
    /** Asks whether a device of this name is registered, without writing anything. */
    ExistenceAnswer exists(String name);

    /** Registers a device; not idempotent: the same again is answered with {@link RegistrationAnswer.NameTaken}. */
    RegistrationAnswer register(Registration registration);

    /**
     * Asks whether an activation token is registered. It writes nothing as long as no device with this token is attached to an
     * account; an attached device would lose its session, so this must never be asked for one that may be attached.
     */
    TokenProof prove(Secret token);

    /**
     * Asks whether a device type is known, with a name that no board has.
     *
     * @param registered a token that is registered at this server now: as it is in use, no device is made. One that is not
     *     registered would make one.
     */
    TypeAnswer checkType(String deviceType, Secret registered);

    /** Whether the server answers and takes our admin token; writes nothing. */
    Reachability reachable();
}
