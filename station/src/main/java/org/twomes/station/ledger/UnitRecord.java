package org.twomes.station.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;

/**
 * A unit as the ledger knows it now, without its token.
 *
 * @param id row number
 * @param identity which board it is, and which device
 * @param state where it is
 * @param failure set while {@code state} is FAILED or HELD (then code and detail say what is asked)
 * @param label its position, once it has one
 * @param work its last attempt's
 * @param created when first connected
 * @param changed last transition
 */
public record UnitRecord(
        long id,
        @Nested Identity identity,
        UnitState state,
        @Nested("failure_") Optional<Failure> failure,
        @Nested("label_") Optional<LabelPlace> label,
        @Nested Work work,
        Instant created,
        Instant changed) {

    /**
     * Which board a unit is, and which device.
     *
     * @param mac {@code aa:bb:cc:dd:ee:ff}
     * @param life 1 for the board's first preparation, one more each time it is prepared for another home
     * @param name the device's name, once known
     * @param deviceType once known
     * @param data what the board alone was given last (see {@link GivenData#shown}), if anything
     */
    public record Identity(
            String mac, int life, Optional<String> name, Optional<String> deviceType, Optional<String> data) {}

    /**
     * What was done to a unit last, and where.
     *
     * @param station the station that last worked on it
     * @param slot the slot's name of the last attempt
     * @param bundle name of the firmware bundle of the last attempt
     * @param bundleSha256 lower-case hex
     * @param attempts how many attempts it has had
     */
    public record Work(String station, String slot, String bundle, String bundleSha256, int attempts) {}

    /** Its board's MAC, as {@code aa:bb:cc:dd:ee:ff}. */
    public String mac() {
        return identity.mac();
    }

    /** 1 for the board's first preparation. */
    public int life() {
        return identity.life();
    }

    /** The device's name, once known. */
    public Optional<String> name() {
        return identity.name();
    }

    /** The device's type, once known. */
    public Optional<String> deviceType() {
        return identity.deviceType();
    }

    /** What the board alone was given last, if anything. */
    public Optional<String> data() {
        return identity.data();
    }

    /** The station that last worked on it. */
    public String station() {
        return work.station();
    }

    /** The name of its last slot. */
    public String slot() {
        return work.slot();
    }

    /** The name of its last bundle. */
    public String bundle() {
        return work.bundle();
    }

    /** The SHA-256 of its last bundle, lower-case hex. */
    public String bundleSha256() {
        return work.bundleSha256();
    }

    /** How many attempts it has had. */
    public int attempts() {
        return work.attempts();
    }
}
