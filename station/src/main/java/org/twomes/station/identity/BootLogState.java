package org.twomes.station.identity;

import java.util.Optional;

/** How far a boot log has been understood. */
public sealed interface BootLogState {
    /**
     * More is needed.
     *
     * @param signs what has been seen
     * @param ifQuiet the identity, should nothing more come: a QR payload of a firmware whose generation cannot be told
     */
    record Incomplete(BootSigns signs, Optional<DeviceIdentity> ifQuiet) implements BootLogState {}

    /** All that this firmware prints has been read; what follows is ignored. */
    record Complete(DeviceIdentity identity) implements BootLogState {}

    /** The log cannot become an identity any more; what follows is ignored. */
    record Contradiction(IdentityFault fault, String detail) implements BootLogState {}
}
