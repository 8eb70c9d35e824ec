package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.RetryPolicy;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LineParts;
import org.twomes.station.pipeline.slot.BoardPool;
import org.twomes.station.pipeline.slot.PoolPermit;
import org.twomes.station.pipeline.slot.SlotState;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetRequest;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.SlotMark;

/** Runs one board in one slot through the whole line, again if a failure is worth it. */
public final class BoardRun implements BoardPool.Job {
    private static final Logger LOG = LoggerFactory.getLogger(BoardRun.class);
    /** Bundles whose durations are averaged for the time left. */
    private static final int RECENT = 15;
    /** By then the driver says that a board is gone: half of the second in which a pulled board's run must end. */
    private static final Duration LINE_ENDS = Duration.ofMillis(500);
    /** How long an attempt waits for a port that an earlier one of this run still holds in the driver, at most. */
    private static final Duration LET_GO = Duration.ofSeconds(5);

    private static final Duration BETWEEN_OPENINGS = Duration.ofMillis(250);

    /** Bytes thrown away at once while waiting for the line's end. */
    private static final int LOOK = 256;

    private final LineParts parts;
    private final SlotState.RunHandle slot;
    private final PendingFailureWrites unrecorded;
    private final DetectedPort port;
    private final RunCancellation limit;
    private final PoolPermit place;
    private final Admission admission;
    private final int begin;
    private final ConnectStage connect;
    private final ProgramStage program;
    private final VerifyStage verify = new VerifyStage();
    private final IdentifyStage identify = new IdentifyStage();
    private final FinishStage finish;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private volatile Optional<Long> number = Optional.empty();
    private volatile Optional<Attempt> current = Optional.empty();
    private volatile int attempt;
    /** Whether the attempt under way is counted: one that finds a board as it was before a restart is not. */
    private boolean counted;
    /** Whether an attempt had the port open already: of the run's own thread. */
    private boolean opened;

    /**
     * A run.
     *
     * @param admission decides whether the board may be prepared
     * @param begin number of its first attempt: above 1 it goes on where a run was given up that the driver still holds
     * @param stuck called when it was cut off and its thread does not come back from the driver
     */
    public BoardRun(
            LineParts parts,
            WriteRequests requests,
            PendingFailureWrites unrecorded,
            SlotState.RunHandle slot,
            DetectedPort port,
            BoardPool pool,
            Admission admission,
            int begin,
            Consumer<BoardRun> stuck) {
        this.parts = parts;
        this.slot = slot;
        this.unrecorded = unrecorded;
        this.port = port;
        this.limit = new RunCancellation(parts.timer(), () -> stuck.accept(this));
        this.place = new PoolPermit(pool, this, limit);
        this.program = new ProgramStage(requests);
        this.finish = new FinishStage(parts, slot);
        this.admission = admission;
        this.begin = begin;
        this.attempt = begin;
        this.connect = new ConnectStage(admission);
    }

    @Override
    public String name() {
        return "slot " + slot.slotName();
    }

    /** Ends the run from outside. */
    public void cut(FaultCode why) {
        limit.cut(why);
    }

    /** Whether nothing more comes from it. */
    public boolean over() {
        return over.get();
    }

    /** The place of its slot. */
    public String slotPath() {
        return port.slotPath();
    }

    /**
     * Ends it without its thread, which a driver keeps for good: what that thread still does is not heard of any more.
     *
     * @param mayGoOn whether another run may make the attempts that are left
     * @return the number of the attempt with which another run is to go on, if one is
     */
    public OptionalInt giveUp(boolean mayGoOn) {
        if (over.get() || !givenUp.compareAndSet(false, true)) {
            return OptionalInt.empty();
        }
        LOG.error("{} does not come back from the driver: its thread is given up", name());
        // Should its thread come back at this very moment, it begins no other attempt.
        limit.cut(FaultCode.PORT_STUCK);
        FaultCode why = limit.reason().orElse(FaultCode.PORT_STUCK);
        UnitState towards = current.map(Attempt::towards).orElse(UnitState.CONNECTED);
        FaultException failure = new FaultException(why, "the driver of " + port.address() + " does not come back");
        // Any other reason ends the run as a whole: the board was unplugged, or the station stops.
        boolean again = mayGoOn
                && why == FaultCode.PORT_STUCK
                && attempt < parts.config().pipeline().attempts();
        over.set(true);
        record(towards, failure);
        if (!again) {
            publish(towards, failure);
        }
        return again ? OptionalInt.of(attempt + 1) : OptionalInt.empty();
    }

    @Override
    public void run() {
        SlotMark.put(port.called(slot.slotName()));
        try {
            int most = parts.config().pipeline().attempts();
            // Chosen once: another bundle is for the next boards.
            Optional<Bundle> bundle = parts.bundle().get();
            for (int number = begin; number <= most; number++) {
                attempt = number;
                slot.running(number);
                if (!attempt(bundle, number < most)) {
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("The run in slot {} broke", slot.slotName(), e);
            publish(UnitState.CONNECTED, FaultException.of(e));
        } finally {
            over.set(true);
            limit.done();
            MDC.clear();
        }
    }

    /** One attempt; true when it failed in a way that another attempt may pass. */
    private boolean attempt(Optional<Bundle> bundle, boolean mayRunAgain) {
        if (bundle.isEmpty()) {
            String wanted = parts.config().bundle().name();
            String why = wanted.isEmpty()
                    ? "bundle.name is empty"
                    : wanted + " is not there yet, or not right; the board runs by itself when it is";
            publish(UnitState.DETECTED, new FaultException(FaultCode.NO_BUNDLE, why));
            return false;
        }
        counted = false;
        number = Optional.empty();
        current = Optional.empty();
        UnitState towards = UnitState.CONNECTED;
        try {
            slot.usual(usual(bundle.get()));
            number = Optional.of(parts.ledger().units().begin(start(bundle.get())));
            limit.within(parts.config().pipeline().connect());
            try (SerialLink link = open()) {
                limit.guard(link);
                opened = true;
                Reset reset = parts.resets().choose(parts.config(), port, (address, request) -> ask(request));
                Attempt attempt = new Attempt(parts, slot, limit, place, port, bundle.get(), link, reset, number.get());
                current = Optional.of(attempt);
                try {
                    work(attempt, link);
                    return false;
                } catch (RuntimeException e) {
                    towards = attempt.towards();
                    parts.metrics().stage(towards.name(), false, Duration.between(attempt.stageBegan(), attempt.now()));
                    throw e;
                }
            }
        } catch (Admission.Finished finished) {
            if (!finished.stayed()) {
                count();
            }
            new FinishedBoard(parts, slot).show(finished, number);
            return false;
        } catch (RuntimeException e) {
            if (givenUp.get()) {
                LOG.warn("The driver came back at last, too late for its run: {}", e.toString());
                return false;
            }
            FaultException failure = explain(e);
            boolean again = mayRunAgain && failure.code().retryPolicy() == RetryPolicy.RUN_AGAIN && !limit.ended();
            if (again) {
                limit.again();
            }
            record(towards, failure);
            if (again) {
                slot.stage(
                        UnitState.CONNECTED,
                        "trying again: " + failure.code().slotTexts().sentence(),
                        0);
            } else {
                publish(towards, failure);
            }
            return again;
        }
    }

    /** Where an earlier run is stuck in the driver, the port is free once that one comes back. */
    private SerialLink open() {
        Duration half = parts.config().pipeline().connect().dividedBy(2);
        long end = System.nanoTime() + (half.compareTo(LET_GO) < 0 ? half : LET_GO).toNanos();
        while (true) {
            try {
                return parts.opener().open(port.address(), LoaderProtocol.ROM_BAUD);
            } catch (FaultException e) {
                if (begin == 1 || e.code() != FaultCode.PORT_BUSY) {
                    throw e;
                }
                if (System.nanoTime() >= end || limit.awaitCut(BETWEEN_OPENINGS)) {
                    throw new FaultException(
                            FaultCode.PORT_STUCK,
                            port.address(),
                            "the driver has not let go of it since the last attempt",
                            e);
                }
            }
        }
    }

    private void work(Attempt attempt, SerialLink link) throws Admission.Finished {
        try {
            Connected board = connect.run(attempt);
            count();
            StationIdentity.UnitPlan plan = program.run(attempt, board);
            verify.run(attempt, board, plan.flash());
            DeviceIdentity identity = identify.run(attempt, board, plan.token());
            finish.run(attempt, identity);
        } catch (FaultException e) {
            throw e.code() == FaultCode.RESET_FAILED ? behind(e, link) : e;
        }
    }

    /** A reset may be the first to fail when a board is pulled: then the line ends too, and that is what happened. */
    private static FaultException behind(FaultException reset, SerialLink link) {
        long end = System.nanoTime() + LINE_ENDS.toNanos();
        try {
            while (System.nanoTime() < end) {
                link.read(new byte[LOOK], 0, LOOK, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
            return reset;
        } catch (FaultException ended) {
            return ended.code() == FaultCode.UNPLUGGED ? ended : reset;
        }
    }

    private FaultException explain(Exception e) {
        Optional<FaultCode> cut = limit.reason();
        if (cut.isPresent()) {
            return new FaultException(cut.get(), cut.get().sentence(), e);
        }
        if (e instanceof FaultException link && link.code() == FaultCode.PORT_CLOSED) {
            return new FaultException(FaultCode.INTERNAL, "link closed unexpectedly", e);
        }
        FaultException failure = FaultException.of(e);
        return opened && failure.code() == FaultCode.PORT_NOT_FOUND
                ? new FaultException(FaultCode.UNPLUGGED, "the port went away between two tries", e)
                : failure;
    }

    private void count() {
        if (!counted) {
            counted = true;
            parts.metrics().attempt(slot.slotName());
        }
    }

    /** Writes the failure into the ledger, or leaves that for when the ledger can be written again. */
    private void record(UnitState towards, FaultException failure) {
        LOG.warn("{} on the way to {}: {}", failure.code().shown(), towards, failure.getMessage());
        LOG.debug("Cause", failure);
        if (!admission.heldBefore(failure.code())) {
            count();
            parts.metrics().failure(towards.name(), failure.code().shown().name());
            parts.metrics().slotFailed(slot.slotName());
        }
        if (!asks(failure) && current.map(Attempt::first).orElse(false)) {
            parts.metrics().firstFailed();
        }
        Instant at = current.map(Attempt::now).orElseGet(parts.clock()::instant);
        number.ifPresent(attempt -> unrecorded.write(attempt, FailureRecord.of(towards, failure), asks(failure), at));
    }

    /** The run ends with this failure. */
    private void publish(UnitState towards, FaultException failure) {
        parts.outcomes().failed(slot.board(), towards, failure, !admission.heldBefore(failure.code()));
    }

    private static boolean asks(FaultException failure) {
        return failure.code().retryPolicy() == RetryPolicy.ASK;
    }

    private AttemptStart start(Bundle bundle) {
        return new AttemptStart(
                parts.config().station().name(),
                port.slotPath(),
                slot.slotName(),
                port.address(),
                bundle.name(),
                bundle.sha256(),
                parts.clock().instant());
    }

    private void ask(ResetRequest request) {
        slot.operator(words(request));
        place.leave();
    }

    private static String words(ResetRequest request) {
        return switch (request) {
            case HOLD_BOOT_AND_TAP_RESET -> "Hold BOOT, tap RESET, let BOOT go";
            case TAP_RESET -> "Tap RESET";
        };
    }

    private Optional<Duration> usual(Bundle bundle) {
        var durations = parts.ledger().units().recentDurations(bundle.sha256(), RECENT).stream()
                .sorted()
                .toList();
        return durations.isEmpty() ? Optional.empty() : Optional.of(durations.get(durations.size() / 2));
    }
}
