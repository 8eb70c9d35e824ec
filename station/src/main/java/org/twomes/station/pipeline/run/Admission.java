package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.twomes.station.backoffice.ExistenceAnswer;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.esp.Mac;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.identity.DeviceName;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.ExistingDevice;
import org.twomes.station.pipeline.FlashOrder;
import org.twomes.station.port.DetectedPort;

/** Decides, before anything is erased, whether a board may be prepared. */
public final class Admission {
    private final LiveConfig live;
    private final Ledger ledger;
    private final ExistenceTests existence;
    private final DetectedPort port;
    private final boolean first;
    private final Optional<FlashOrder> order;
    private Optional<String> heldBefore = Optional.empty();

    /**
     * For the board at {@code port}; {@code first} when it is the first one in its slot since the station's start. A board that
     * somebody ordered on the command line did not stay there: it was plugged for that.
     */
    public Admission(
            LiveConfig live,
            Ledger ledger,
            ExistenceTests existence,
            DetectedPort port,
            boolean first,
            Optional<FlashOrder> order) {
        this.live = live;
        this.ledger = ledger;
        this.existence = existence;
        this.port = port;
        this.first = first && order.isEmpty();
        this.order = order;
    }

    /** Whether a supervisor approved the board, or the order for it says that it is prepared anew. */
    boolean approved(Mac mac, Instant now) {
        UnitLedger units = ledger.units();
        order.filter(FlashOrder::again)
                .filter(given -> units.byMac(mac.toString())
                        .filter(unit -> beyondRun(unit.state()))
                        .isPresent())
                .ifPresent(given -> {
                    ledger.audit(given.by(), "flash --again", mac.toString(), now);
                    units.approve(mac.toString(), given.by(), now);
                });
        return units.approved(mac.toString());
    }

    /** Whether a board is held instead of being prepared anew, as it was finished a short time ago or waits. */
    public static boolean asksFirst(UnitRecord unit, Duration sameBoard, Instant now) {
        boolean recent = Duration.between(unit.changed(), now).compareTo(sameBoard) < 0;
        return unit.state() == UnitState.IDENTIFIED || beyondRun(unit.state()) && recent;
    }

    /** Refuses a board that the ledger knows as finished, or waiting, a short time ago. */
    void checkRepeat(Mac mac, boolean approved, Instant now) throws Finished {
        Optional<UnitRecord> latest = ledger.units().byMac(mac.toString());
        if (latest.isEmpty() || approved) {
            return;
        }
        UnitRecord unit = latest.get();
        if (beyondRun(unit.state()) && stayed(unit)) {
            throw new Finished(unit, true);
        }
        if (unit.state() == UnitState.HELD && stayed(unit)) {
            heldBefore = unit.failure().map(Failure::code);
        }
        if (!asksFirst(unit, live.now().device().sameBoard(), now)) {
            return;
        }
        if (unit.state() == UnitState.IDENTIFIED) {
            throw new FaultException(
                    FaultCode.REGISTRATION_WAITS,
                    unit.name().orElse(unit.mac()) + " waits for its registration since " + unit.changed());
        }
        throw new Finished(unit, false);
    }

    /** Whether a board that stayed in its slot over a restart was held for {@code why} before: it is counted already. */
    boolean heldBefore(FaultCode why) {
        return heldBefore.equals(Optional.of(why.shown().name()));
    }

    private static boolean beyondRun(UnitState state) {
        return state == UnitState.IDENTIFIED || state == UnitState.REGISTERED || state == UnitState.LABELLED;
    }

    /** Whether the board was in this slot when the station stopped: nobody has plugged it in again. */
    private boolean stayed(UnitRecord unit) {
        if (!first) {
            return false;
        }
        UnitLedger units = ledger.units();
        String station = live.now().station().name();
        // Before an upgrade the place was known by the number of its bus.
        return units.lastIn(station, port.slotPath())
                .or(() -> units.lastIn(station, port.busPath()))
                .equals(Optional.of(unit.id()));
    }

    /** Begins the free existence test of the name that the MAC gives, where it gives one. */
    Optional<CompletableFuture<ExistenceAnswer>> beginExistenceTest(Mac mac) {
        return expectedName(mac).flatMap(existence::begin);
    }

    /** Waits for the test's answer and holds a board whose name is in use. */
    void awaitExistenceTest(CompletableFuture<ExistenceAnswer> test, Attempt attempt, Mac mac, boolean approved) {
        ExistenceAnswer answer;
        try {
            // An unplug ends the wait; the answer is of no use then.
            CompletableFuture.anyOf(test, attempt.cancellation().whenCut()).join();
            attempt.check();
            answer = test.join();
        } catch (CompletionException e) {
            attempt.note("existence test: could not be made");
            return;
        }
        String name = expectedName(mac).orElse("");
        if (answer instanceof ExistenceAnswer.Free) {
            attempt.note("existence test: " + name + " is free");
        } else if (answer instanceof ExistenceAnswer.Taken) {
            attempt.note("existence test: " + name + " is taken");
            boolean goOn = live.now().backOffice().existing() == BackOfficeSection.Existing.GO_ON;
            if (!approved && !goOn) {
                throw ExistingDevice.fault(
                        live.now().backOffice(),
                        name,
                        name + " is in use in the back office; nothing was changed on the board"
                                + ExistingDevice.byHand(live.now().backOffice(), name));
            }
        } else {
            attempt.note("existence test: no answer");
        }
    }

    /** The name that this MAC must lead to, where the device family derives it so. */
    Optional<String> expectedName(Mac mac) {
        DeviceSection device = live.now().device();
        Optional<String> type = device.type().isEmpty() ? Optional.empty() : Optional.of(device.type());
        return DeviceName.expected(device.family(), mac.suffix(), type);
    }

    /** The board is finished already: nothing is done to it. */
    static final class Finished extends Exception {
        private static final long serialVersionUID = 1;

        private final transient UnitRecord unit;
        private final boolean stayed;

        Finished(UnitRecord unit, boolean stayed) {
            super(unit.mac() + " is " + unit.state(), null, false, false);
            this.unit = unit;
            this.stayed = stayed;
        }

        UnitRecord unit() {
            return unit;
        }

        /** Whether it was in its slot all the time, while the station was away. */
        boolean stayed() {
            return stayed;
        }
    }
}
