package org.twomes.station.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * An attempt as figures count it.
 *
 * @param id its number
 * @param plugging number of the first attempt since its board was plugged; its own where that was not kept
 * @param mac what its board's loader said, once it did
 * @param work where it ran, and with what
 * @param state last state
 * @param cause why it failed or was held, once it did
 * @param failedBefore whether an earlier attempt of the same unit failed
 * @param times when it began and when it passed
 */
public record BoardAttempt(
        long id,
        long plugging,
        Optional<String> mac,
        AttemptRecord.Work work,
        UnitState state,
        Optional<Cause> cause,
        boolean failedBefore,
        Times times) {

    /**
     * Why an attempt ended without its board being good.
     *
     * @param stage the stage on the way to which it ended
     * @param code as {@link org.twomes.station.fault.FaultCode} names it
     */
    public record Cause(UnitState stage, String code) {}

    /**
     * When an attempt began and passed.
     *
     * @param began DETECTED
     * @param identified IDENTIFIED; what follows depends on the back office
     */
    public record Times(Instant began, Optional<Instant> identified) {}
}
