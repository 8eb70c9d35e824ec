package org.twomes.station.identity;

import java.util.Optional;
import org.twomes.station.fault.FaultCode;

/** State of the reading of a boot log. */
public sealed interface BootLogState {
    /**
     * No result yet.
     *
     * @param signs what the log showed so far
     * @param ifQuiet the identity if no more output comes: from a QR payload of a firmware of unknown generation
     */
    record Incomplete(BootSigns signs, Optional<DeviceIdentity> ifQuiet) implements BootLogState {}

    /** All that this firmware prints has been read; what follows is ignored. */
    record Complete(DeviceIdentity identity) implements BootLogState {}

    /** The log cannot become an identity any more; what follows is ignored. */
    record Contradiction(FaultCode code, String detail) implements BootLogState {}
}
