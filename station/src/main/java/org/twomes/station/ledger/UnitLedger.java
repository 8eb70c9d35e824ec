package org.twomes.station.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultException;

/**
 * Units, attempts and their transitions. Each call is one transaction and is durable when it returns; each throws
 * {@link FaultException} when it is not. Attempts are known by the number {@link #begin} gives.
 */
public interface UnitLedger {
    /** A port appeared: DETECTED. Gives the attempt's number. */
    long begin(AttemptStart start);

    /**
     * The loader said which board it is: kept with the attempt even if that ends before its unit is known.
     *
     * @param mac {@code aa:bb:cc:dd:ee:ff}
     * @param name what the board's family derives from it, where it does; its unit is found by it until the board says its own
     */
    void told(long attempt, String mac, Optional<String> name);

    /**
     * The loader answered: CONNECTED. Continues the latest unit of this MAC when it is unfinished, else begins a new preparation of the board.
     *
     * @param newPreparation begin a new preparation even though the latest unit is unfinished
     */
    UnitRecord connected(long attempt, String mac, String chip, int flashBytes, boolean newPreparation, Instant at);

    /**
     * The board's flash is going to be erased, and the token of its earlier preparations with it: their labels are void from now
     * on, or dead where they may be on paper, and those that are due are not given. Must be durable before the erase.
     */
    void erasing(long attempt, Instant at);

    /**
     * The token that the station gives the attempt's unit: the one that an earlier attempt was given, or else {@code fresh}, encrypted
     * like every token and noted with the attempt. Must be durable before it is written to the board.
     */
    Secret giveToken(long attempt, Secret fresh, Instant at);

    /** PROGRAMMED or VERIFIED; {@code detail} may be empty. */
    void advance(long attempt, UnitState state, String detail, Instant at);

    /**
     * IDENTIFIED: name, type and encrypted token, and the registration in the outbox, all or nothing.
     *
     * @param register whether the back office is to be told; else the unit goes to REGISTERED in the same transaction
     * @param sticker whether a label is due once registered
     */
    UnitRecord identified(
            long attempt,
            String name,
            Optional<String> deviceType,
            Secret token,
            boolean register,
            boolean sticker,
            Instant at);

    /**
     * What a firmware's own QR payload says beside name and token.
     *
     * @param transport as apps read it: {@code ble} or {@code softap}
     * @param security scheme 0, 1 or 2
     * @param password kept encrypted, and wiped with the token
     */
    record Provisioned(Optional<String> transport, Optional<Integer> security, Optional<Secret> password) {}

    /** Keeps what the unit's firmware says of its provisioning, until it says something else. */
    void provisioned(long unit, Provisioned own);

    /** What the unit's firmware said last of its provisioning. */
    Optional<Provisioned> provisioning(long unit);

    /** FAILED, for the attempt and its unit if it has one. */
    void failed(long attempt, Failure failure, Instant at);

    /** HELD: waits for a supervisor; {@code failure} says what is asked. */
    void held(long attempt, Failure failure, Instant at);

    /** A supervisor approved the MAC for another preparation (or an existing device); used up by the next {@link #connected}. */
    void approve(String mac, String by, Instant at);

    /** Whether an approval waits for this MAC. */
    boolean approved(String mac);

    /** The supervisor whose approval this preparation began with; empty when it needed none. */
    Optional<String> approvedBy(long unit);

    /** Records in the audit log and with the unit's latest attempt what was done to the existing device of its name. */
    void existingDevice(long unit, String by, String what, Instant at);

    /** Keeps the attempt's boot log (tokens masked by the caller). */
    void bootLog(long attempt, String maskedText);

    /** Remembers something about an attempt that is no transition, e.g. a token rolled anew or a rate fallen back. */
    void note(long attempt, String text, Instant at);

    /** Attempts of this station that have neither ended nor reached IDENTIFIED: a crash left them. */
    List<OpenAttempt> open(String station);

    /** The latest preparation of this MAC. */
    Optional<UnitRecord> byMac(String mac);

    /** The latest unit of this name, compared without case. */
    Optional<UnitRecord> byName(String name);

    /** One unit. */
    Optional<UnitRecord> unit(long id);

    /** Units that match, newest first. */
    List<UnitRecord> search(UnitQuery query);

    /** All attempts of a unit, oldest first, with their transitions and notes. */
    List<AttemptRecord> attempts(long unit);

    /** The unit (row) of the latest attempt at this place of a station that came to know its board. */
    Optional<Long> lastIn(String station, String slotPath);

    /** Durations from CONNECTED to the last own transition of successful attempts on this bundle, newest first. */
    List<Duration> recentDurations(String bundleSha256, int limit);

    /** What is known of a slot's line; empty when nothing is. */
    Optional<SlotBaud> slotBaud(String station, String slotPath);

    /** Remembers it. */
    void slotBaud(String station, String slotPath, SlotBaud known, Instant at);

    /** What is known of the line at {@code from} is of the place {@code to}, of which nothing is known; does nothing without it. */
    void slotBaudMoved(String station, String from, String to);

    /**
     * The slot at this place is called {@code name} now: in its attempts under way, in what they have made of their units, and so
     * on the labels to come.
     */
    void slotRenamed(String station, String slotPath, String name);
}
