package org.twomes.station.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.twomes.station.common.Secret;

/**
 * Registrations that the back office has not confirmed yet. A try is journalled before the call goes out, so that after a
 * crash or a lost answer it is known that the name may have been taken by ourselves.
 */
public interface Outbox {
    /**
     * A registration that waits.
     *
     * @param unit the unit's row
     * @param device what is registered
     * @param calls what was tried so far
     * @param station the station that worked on the unit last: its label goes onto that one's sheet
     * @param approvedBy the supervisor who approved the unit although the back office knew its name
     * @param labelDue whether a label will carry the token; without one the device shows it itself, to whoever looks
     */
    record Waiting(
            long unit,
            @Nested Device device,
            @Nested Calls calls,
            String station,
            Optional<String> approvedBy,
            boolean labelDue) {
        /** The device's name. */
        public String name() {
            return device.name();
        }

        /** The name of the device's type. */
        public String deviceType() {
            return device.deviceType();
        }

        /** The activation token. */
        public Secret token() {
            return device.token();
        }

        /** Calls made so far, an unfinished one included. */
        public int tries() {
            return calls.tries();
        }

        /** Whether an earlier call may have arrived though its answer did not. */
        public boolean mayHaveArrived() {
            return calls.mayHaveArrived();
        }

        /** When it was put in. */
        public Instant since() {
            return calls.since();
        }
    }

    /**
     * A device to be registered.
     *
     * @param name its name
     * @param deviceType name of its type
     * @param token its activation token
     */
    record Device(String name, String deviceType, Secret token) {}

    /**
     * The calls for a registration.
     *
     * @param tries calls made so far, an unfinished one included
     * @param mayHaveArrived whether an earlier call may have arrived though its answer did not
     * @param since when the registration was put in
     */
    record Calls(int tries, boolean mayHaveArrived, Instant since) {}

    /**
     * A unit whose registration was confirmed.
     *
     * @param name device name
     * @param token activation token
     */
    record Registered(String name, Secret token) {}

    /**
     * Claims up to {@code limit} registrations that are due; a claim ends with an answer or after {@code lease}, so that
     * two stations never call for the same unit at once.
     */
    List<Waiting> claim(String station, Instant now, Duration lease, int limit);

    /** Claims the registration of one unit, due or not; empty when it is claimed or settled. */
    Optional<Waiting> claim(String station, long unit, Instant now, Duration lease);

    /** Gives up what this station claimed in an earlier process of it; gives how many. */
    int release(String station);

    /** Journals that a call goes out now. Must be durable before the call. */
    void calling(long unit, Instant at);

    /** Confirmed by the back office at {@code address}: REGISTERED. Says whether a label is due. */
    boolean confirmed(long unit, String backOfficeId, String address, Instant at);

    /**
     * The newest units, at most {@code limit}, that the back office at {@code address} confirmed in the latest preparation of their board,
     * and whose token is kept.
     */
    List<Registered> registered(String address, int limit);

    /** Not now: try again at {@code next}; releases the claim. */
    void postpone(long unit, String why, boolean mayHaveArrived, Instant next);

    /** Refused for good: FAILED or, when a supervisor can decide, HELD. */
    void refused(long unit, Failure failure, boolean hold, Instant at);

    /** Makes every waiting registration due now. */
    int dueNow(Instant now);

    /** A held or failed registration waits again. */
    void reopen(long unit, Instant now);

    /** All that are held for one of {@code codes} in the latest preparation of their board wait again; gives how many. */
    int reopen(List<String> codes, Instant now);

    /** As {@link #reopen(long, Instant)}, with a supervisor's approval that the name be taken from the device that has it. */
    void approve(long unit, String by, Instant now);

    /** How many wait. */
    int waiting();

    /** Since when the oldest waits. */
    Optional<Instant> oldest();
}
