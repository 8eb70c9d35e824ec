package org.twomes.station.pipeline.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Secret;
import org.twomes.station.config.Transport;
import org.twomes.station.fault.FaultException;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.identity.Provisioning;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.metrics.StationMetrics;

/** Records what one attempt reaches: durable in the ledger before the next step begins, and counted in the metrics. */
final class AttemptJournal {
    private final Ledger ledger;
    private final StationMetrics metrics;
    private final Clock clock;
    private final long number;
    private Instant latest = Instant.MIN;
    private Instant stageBegan;
    private Optional<UnitRecord> unit = Optional.empty();

    /** Of attempt {@code number} in {@code ledger}. */
    AttemptJournal(Ledger ledger, StationMetrics metrics, Clock clock, long number) {
        this.ledger = ledger;
        this.metrics = metrics;
        this.clock = clock;
        this.number = number;
        this.stageBegan = now();
    }

    /** What the loader said, before anything else of the board is known. */
    void told(String mac, Optional<String> expectedName) {
        ledger.units().told(number, mac, expectedName);
    }

    /** The attempt's number in the ledger. */
    long number() {
        return number;
    }

    /** A stage begins now. */
    void stageBegins() {
        stageBegan = now();
    }

    /** The stage under way ended well. */
    void reached(UnitState state, String detail) {
        ledger.units().advance(number, state, detail, now());
        stageEnded(state, true);
    }

    /** The stage on the way to {@code state} failed: counted only. */
    void stageFailed(UnitState state) {
        stageEnded(state, false);
    }

    private void stageEnded(UnitState state, boolean well) {
        metrics.stage(state.name(), well, Duration.between(stageBegan, now()));
    }

    /**
     * The board is connected, and known as a unit from here on.
     *
     * @param mac its MAC address
     * @param chip its chip, in words
     * @param flashBytes size of its flash in bytes
     * @param newPreparation whether a supervisor wants it prepared anew
     */
    UnitRecord connected(String mac, String chip, int flashBytes, boolean newPreparation) {
        UnitRecord known = ledger.units().connected(number, mac, chip, flashBytes, newPreparation, now());
        unit = Optional.of(known);
        stageEnded(UnitState.CONNECTED, true);
        return known;
    }

    /** Row of the unit; the board must be known. */
    long unit() {
        return unit.orElseThrow(() -> new IllegalStateException("the board is not known yet"))
                .id();
    }

    /**
     * The flash is going to be erased: labels of the board's earlier preparations are not valid any more.
     *
     * @return those labels, if it had an earlier preparation
     */
    Optional<List<DeadLabel>> erasing() {
        Optional<String> preparedBefore = unit.filter(known -> known.life() > 1).map(UnitRecord::mac);
        return preparedBefore.map(mac -> {
            ledger.units().erasing(number, now());
            return ledger.sheets().dead(mac);
        });
    }

    /** The unit's token: {@code fresh}, or the one that an earlier attempt of it was given. */
    Secret giveToken(Secret fresh) {
        return ledger.units().giveToken(number, fresh, now());
    }

    /** The slot's transfers run at {@code baud}. */
    void baud(String slotName, int baud) {
        metrics.slotBaud(slotName, baud);
    }

    /** So many plain bytes were written. */
    void flashed(long bytes) {
        metrics.flashed(bytes);
    }

    /** What the board said while it started, tokens masked. */
    void bootLog(String maskedText) {
        ledger.units().bootLog(number, maskedText);
    }

    /** The board has said who it is; {@code register} and {@code sticker} say what is due. */
    void identified(DeviceIdentity identity, boolean register, boolean sticker) {
        Provisioning own = identity.provisioning();
        ledger.units()
                .provisioned(
                        unit(),
                        new UnitLedger.Provisioned(
                                own.transport().map(Transport::written),
                                own.security().stream().boxed().findFirst(),
                                own.password()));
        ledger.units()
                .identified(number, identity.name(), identity.deviceType(), identity.token(), register, sticker, now());
        stageEnded(UnitState.IDENTIFIED, true);
    }

    /** A remark on the attempt. */
    void note(String text) {
        ledger.units().note(number, text, now());
    }

    /** The attempt ends as nothing was to be done. */
    void held(FaultException why) {
        ledger.units().held(number, FailureRecord.of(UnitState.CONNECTED, why), clock.instant());
    }

    /** The time, never earlier than it was told before: monotonic, so that it survives a clock that is set back. */
    Instant now() {
        Instant now = clock.instant();
        if (now.isBefore(latest)) {
            return latest;
        }
        latest = now;
        return now;
    }
}
