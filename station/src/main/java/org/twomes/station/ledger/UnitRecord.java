package org.twomes.station.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A unit as the ledger knows it now, without its token.
 *
 * @param id row number
 * @param mac {@code aa:bb:cc:dd:ee:ff}
 * @param life 1 for the board's first life, one more each time it is prepared for another home
 * @param name the device's name, once known
 * @param deviceType once known
 * @param state where it is
 * @param failure set while {@code state} is FAILED or HELD (then code and detail say what is asked)
 * @param label its place, once it has one
 * @param station the station that last worked on it
 * @param slot the slot's name of the last attempt
 * @param bundle name of the firmware bundle of the last attempt
 * @param bundleSha256 lower-case hex
 * @param attempts how many attempts it has had
 * @param created when first connected
 * @param changed last transition
 */
public record UnitRecord(
        long id,
        String mac,
        int life,
        Optional<String> name,
        Optional<String> deviceType,
        UnitState state,
        Optional<Failure> failure,
        Optional<LabelPlace> label,
        String station,
        String slot,
        String bundle,
        String bundleSha256,
        int attempts,
        Instant created,
        Instant changed) {}
