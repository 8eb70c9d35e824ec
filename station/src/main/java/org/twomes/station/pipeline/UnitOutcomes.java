package org.twomes.station.pipeline;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.RetryPolicy;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.slot.SlotState;
import org.twomes.station.port.DetectedPort;

/**
 * Makes every {@link UnitOutcome} and publishes it. Whoever wrote the end of a unit into the ledger calls this afterwards: the run,
 * the outbox or the label service. Outcomes of one unit are published one after the other in the order of their ledger rows: a
 * run never says that its board waits when the outbox has settled it meanwhile.
 */
public final class UnitOutcomes {
    /** Locks among which units are spread: publishing waits only for the same unit, and rarely for another. */
    private static final int LOCKS = 64;

    private final Ledger ledger;
    private final Supplier<BackOfficeSection> backOffice;
    private final StationTrouble station;
    private final Clock clock;
    private final List<OutcomeListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Long, Finishing> finishing = new ConcurrentHashMap<>();
    private final Published[] locks = new Published[LOCKS];

    /** The lock under which outcomes of its units are published, and how many were. */
    private static final class Published {
        private final AtomicLong count = new AtomicLong();
    }

    /** A unit whose run is in its last stage, and whether it was settled there or elsewhere. */
    private static final class Finishing {
        private final SlotState.RunHandle run;
        private boolean settled;

        Finishing(SlotState.RunHandle run) {
            this.run = run;
        }
    }

    /**
     * Outcomes of units in {@code ledger}.
     *
     * @param backOffice how the back office is reached, for what a supervisor is told of it
     * @param station what is wrong with the station though a board is fine
     */
    public UnitOutcomes(Ledger ledger, Supplier<BackOfficeSection> backOffice, StationTrouble station, Clock clock) {
        this.ledger = ledger;
        this.backOffice = backOffice;
        this.station = station;
        this.clock = clock;
        Arrays.setAll(locks, number -> new Published());
    }

    /** Tells {@code listener} of every outcome from now on, after those that were added before it. */
    public void listen(OutcomeListener listener) {
        listeners.add(listener);
    }

    /** The run is about to write that this unit is IDENTIFIED: from then on the outbox or the label service may settle it too. */
    public void finishing(long unit, SlotState.RunHandle run) {
        finishing.put(unit, new Finishing(run));
    }

    /** The unit's run is over. */
    public void finished(long unit) {
        finishing.remove(unit);
    }

    /** The unit was given its label just now. */
    void labelled(long unit, LabelPlace place) {
        UnitRecord row = row(unit);
        publish(done(boardOf(row), row, UnitState.LABELLED, Optional.of(place), true));
    }

    /** The unit is REGISTERED, or needs no registration, and needs no label. */
    public void doneWithoutLabel(long unit) {
        UnitRecord row = row(unit);
        publish(done(boardOf(row), row, UnitState.REGISTERED, Optional.empty(), true));
    }

    /** The back office refused the unit. */
    void refused(long unit, FaultCode code, String detail) {
        UnitRecord row = row(unit);
        publish(refusal(boardOf(row), row, code, detail, true));
    }

    /** The unit's run is over and its registration or label follows, unless it was settled meanwhile. */
    public void awaitingLabel(UnitOutcome.Board board, long unit, String why) {
        publishNow(unit, row -> outcomeNow(board, row, why, false), true);
    }

    /** As {@link #awaitingLabel}, while the ledger is in trouble. */
    public void awaitingLedger(UnitOutcome.Board board, SlotView.Trouble trouble) {
        publish(new UnitOutcome.AwaitingLabel(board, "", false, Optional.of(trouble), clock.instant()));
    }

    /** A supervisor approved a unit that was held at its registration. */
    void approved(long unit) {
        publishNow(unit, row -> outcomeNow(boardOf(row), row, "", true), false);
    }

    /** The run ended with {@code failure} on the way to {@code towards}; a supervisor decides where its code says so. */
    public void failed(UnitOutcome.Board board, UnitState towards, FaultException failure, boolean counted) {
        SlotView.Trouble trouble = SlotView.Trouble.of(failure);
        publish(
                failure.code().retryPolicy() == RetryPolicy.ASK
                        ? new UnitOutcome.Held(board, towards, trouble, Optional.empty(), counted, clock.instant())
                        : new UnitOutcome.Failed(board, towards, trouble, counted, clock.instant()));
    }

    /** A board that stayed in its slot over a restart is as it was before. */
    public void asBefore(UnitOutcome.Board board, UnitRecord unit, Optional<LabelPlace> label) {
        publish(new UnitOutcome.Done(board, unit.state(), label, Optional.empty(), false, clock.instant()));
    }

    /** A board was plugged again that was done a short time ago. */
    public void alreadyPrepared(UnitOutcome.Board board, UnitRecord unit, String detail, Optional<LabelPlace> label) {
        publish(new UnitOutcome.Held(
                board,
                unit.state(),
                SlotView.Trouble.of(FaultCode.ALREADY_PREPARED, detail),
                label,
                false,
                clock.instant()));
    }

    /** No run could be begun: {@code queued} boards wait already. */
    void notTaken(UnitOutcome.Board board, int queued) {
        publish(new UnitOutcome.Failed(
                board,
                UnitState.DETECTED,
                SlotView.Trouble.of(FaultCode.QUEUE_FULL, queued + " boards wait already"),
                false,
                clock.instant()));
    }

    /** A port cannot be used. */
    void unusable(DetectedPort port, FaultException failure) {
        UnitOutcome.Board board = new UnitOutcome.Board(
                port.slotPath(),
                port.slotName(),
                UnitOutcome.Board.NO_RUN,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        publish(new UnitOutcome.Unusable(board, SlotView.Trouble.of(failure), clock.instant()));
    }

    /** What the row says now: it may have been settled by the outbox or by another station of the fleet. */
    private UnitOutcome outcomeNow(UnitOutcome.Board board, UnitRecord row, String why, boolean approved) {
        Optional<Failure> failure = row.failure();
        if (row.label().isPresent()) {
            return done(board, row, UnitState.LABELLED, row.label(), false);
        }
        if (row.state() == UnitState.REGISTERED && !ledger.sheets().isDue(row)) {
            return done(board, row, UnitState.REGISTERED, Optional.empty(), false);
        }
        if (failure.isPresent() && (row.state() == UnitState.HELD || row.state() == UnitState.FAILED)) {
            Failure was = failure.get();
            return refusal(board, row, FaultCode.valueOf(was.code()), was.detail(), false);
        }
        return new UnitOutcome.AwaitingLabel(board, why, approved, Optional.empty(), clock.instant());
    }

    private UnitOutcome.Done done(
            UnitOutcome.Board board, UnitRecord row, UnitState state, Optional<LabelPlace> label, boolean counted) {
        return new UnitOutcome.Done(board, state, label, station.onDoneBoard(), counted, clock.instant());
    }

    private UnitOutcome.Held refusal(
            UnitOutcome.Board board, UnitRecord row, FaultCode code, String detail, boolean counted) {
        SlotView.Trouble trouble = code == FaultCode.NAME_TAKEN
                ? ExistingDevice.trouble(backOffice.get(), row.name().orElse(""), detail)
                : SlotView.Trouble.of(code, detail);
        return new UnitOutcome.Held(board, UnitState.REGISTERED, trouble, Optional.empty(), counted, clock.instant());
    }

    /**
     * Publishes what the unit's row says. The row is read without the lock, and read again when an outcome was published meanwhile,
     * which may be newer than what was read.
     *
     * @param unlessSettled publishes nothing for a unit that was settled in its run's last stage
     */
    private void publishNow(long unit, Function<UnitRecord, UnitOutcome> outcomeOf, boolean unlessSettled) {
        Published lock = lock(unit);
        while (true) {
            long before = lock.count.get();
            UnitOutcome outcome = outcomeOf.apply(row(unit));
            synchronized (lock) {
                Finishing last = finishing.get(unit);
                if (unlessSettled && last != null && last.settled) {
                    return;
                }
                if (lock.count.get() == before) {
                    publish(outcome);
                    return;
                }
            }
        }
    }

    private void publish(UnitOutcome outcome) {
        Optional<Long> unit = outcome.board().unit();
        if (unit.isEmpty()) {
            listeners.forEach(listener -> listener.ended(outcome));
            return;
        }
        Published lock = lock(unit.get());
        synchronized (lock) {
            lock.count.incrementAndGet();
            Finishing last = finishing.get(unit.get());
            if (last != null) {
                last.settled = !(outcome instanceof UnitOutcome.AwaitingLabel);
            }
            listeners.forEach(listener -> listener.ended(outcome));
        }
    }

    private UnitOutcome.Board boardOf(UnitRecord row) {
        Finishing last = finishing.get(row.id());
        return last != null
                ? last.run.board()
                : new UnitOutcome.Board(
                        "",
                        row.slot(),
                        UnitOutcome.Board.NO_RUN,
                        0,
                        Optional.of(row.id()),
                        Optional.of(row.mac()),
                        row.name(),
                        List.of());
    }

    private UnitRecord row(long unit) {
        return ledger.units()
                .unit(unit)
                .orElseThrow(() -> new IllegalStateException("unit " + unit + " is not in the ledger"));
    }

    private Published lock(long unit) {
        return locks[(int) Math.floorMod(unit, (long) LOCKS)];
    }
}
