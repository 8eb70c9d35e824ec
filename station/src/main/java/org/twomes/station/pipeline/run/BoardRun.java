package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.RetryPolicy;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.slot.BoardPool;
import org.twomes.station.pipeline.slot.SlotState;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetRequest;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.SlotMark;

/** Runs one board in one slot through the whole line, again if a failure is worth it. */
public final class BoardRun implements BoardPool.Job {
    private static final Logger LOG = LoggerFactory.getLogger(BoardRun.class);
    /** By then the driver says that a board is gone: half of the second in which a pulled board's run must end. */
    private static final Duration LINE_ENDS = Duration.ofMillis(500);
    /** Bytes thrown away at once while waiting for the line's end. */
    private static final int LOOK = 256;

    private final LiveConfig live;
    private final Supplier<Optional<Bundle>> bundles;
    private final BoardLinks links;
    private final Stages stages;
    private final RunRecorder recorder;
    private final RunRequest request;
    private final RunControl control;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private volatile Optional<AttemptJournal> journal = Optional.empty();
    private volatile Optional<Attempt> current = Optional.empty();
    private volatile int attempt;
    /** Whether the attempt under way is counted: one that finds a board as it was before a restart is not. */
    private boolean counted;
    /** Whether an attempt had the port open already: of the run's own thread. */
    private boolean opened;

    /** As {@link BoardRuns#of} makes it; {@code control} is asked once, for this run. */
    BoardRun(
            LiveConfig live,
            Supplier<Optional<Bundle>> bundles,
            BoardLinks links,
            Stages stages,
            RunRecorder recorder,
            RunRequest request,
            Function<BoardRun, RunControl> control) {
        this.live = live;
        this.bundles = bundles;
        this.links = links;
        this.stages = stages;
        this.recorder = recorder;
        this.request = request;
        this.attempt = request.begin();
        this.control = control.apply(this);
    }

    @Override
    public String name() {
        return "slot " + slot().slotName();
    }

    /** Ends the run from outside. */
    public void cut(FaultCode why) {
        cancellation().cut(why);
    }

    /** Whether nothing more comes from it. */
    public boolean over() {
        return over.get();
    }

    /** The place of its slot. */
    public String slotPath() {
        return request.port().slotPath();
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
        cancellation().cut(FaultCode.PORT_STUCK);
        FaultCode why = cancellation().reason().orElse(FaultCode.PORT_STUCK);
        UnitState towards = current.map(Attempt::towards).orElse(UnitState.CONNECTED);
        FaultException failure =
                new FaultException(why, "the driver of " + request.port().address() + " does not come back");
        // Any other reason ends the run as a whole: the board was unplugged, or the station stops.
        boolean again = mayGoOn
                && why == FaultCode.PORT_STUCK
                && attempt < live.now().pipeline().attempts();
        over.set(true);
        record(towards, failure);
        if (!again) {
            publish(towards, failure);
        }
        return again ? OptionalInt.of(attempt + 1) : OptionalInt.empty();
    }

    @Override
    public void run() {
        SlotMark.put(request.port().called(slot().slotName()));
        try {
            int most = live.now().pipeline().attempts();
            // Chosen once: another bundle is for the next boards.
            Optional<Bundle> bundle = bundles.get();
            for (int number = request.begin(); number <= most; number++) {
                attempt = number;
                slot().running(number);
                if (!attempt(bundle, number < most)) {
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("The run in slot {} broke", slot().slotName(), e);
            publish(UnitState.CONNECTED, FaultException.of(e));
        } finally {
            over.set(true);
            cancellation().done();
            MDC.clear();
        }
    }

    /** One attempt; true when it failed in a way that another attempt may pass. */
    private boolean attempt(Optional<Bundle> bundle, boolean mayRunAgain) {
        if (bundle.isEmpty()) {
            String wanted = live.now().bundle().name();
            String why = wanted.isEmpty()
                    ? "bundle.name is empty"
                    : wanted + " is not there yet, or not right; the board runs by itself when it is";
            publish(UnitState.DETECTED, new FaultException(FaultCode.NO_BUNDLE, why));
            return false;
        }
        counted = false;
        journal = Optional.empty();
        current = Optional.empty();
        UnitState towards = UnitState.CONNECTED;
        try {
            slot().usual(recorder.usual(bundle.get().sha256()));
            AttemptJournal records = recorder.begin(start(bundle.get()));
            journal = Optional.of(records);
            slot().begun(records.number());
            cancellation().within(live.now().pipeline().connect());
            try (SerialLink link = open()) {
                cancellation().guard(link);
                opened = true;
                Reset reset = links.reset(request.port(), (address, asked) -> ask(asked));
                OpenBoard board = new OpenBoard(request.port(), link, reset);
                Attempt attempt = new Attempt(live, control, records, board, bundle.get(), links.rate(request.port()));
                current = Optional.of(attempt);
                try {
                    work(attempt);
                    return false;
                } catch (Admission.Finished finished) {
                    leaveAsItIs(finished, records);
                    return false;
                } catch (RuntimeException e) {
                    towards = attempt.towards();
                    records.stageFailed(towards);
                    throw e;
                }
            }
        } catch (RuntimeException e) {
            if (givenUp.get()) {
                LOG.warn("The driver came back at last, too late for its run: {}", e.toString());
                return false;
            }
            FaultException failure = explain(e);
            boolean again = mayRunAgain
                    && failure.code().retryPolicy() == RetryPolicy.RUN_AGAIN
                    && !cancellation().ended();
            if (again) {
                cancellation().again();
            }
            record(towards, failure);
            if (again) {
                slot().stage(
                                UnitState.CONNECTED,
                                "trying again: " + failure.code().slotTexts().sentence(),
                                0);
            } else {
                publish(towards, failure);
            }
            return again;
        }
    }

    private SerialLink open() {
        DetectedPort port = request.port();
        return request.begin() == 1 ? links.open(port) : links.openAgain(port, cancellation());
    }

    private void leaveAsItIs(Admission.Finished finished, AttemptJournal records) {
        if (!finished.stayed()) {
            count();
        }
        stages.leaveAsItIs(finished, records, slot());
    }

    private void work(Attempt attempt) throws Admission.Finished {
        try {
            Connected board = stages.connect(attempt, request.admission());
            count();
            stages.prepare(attempt, board);
        } catch (FaultException e) {
            throw e.code() == FaultCode.RESET_FAILED ? behind(e, attempt.board().link()) : e;
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
        Optional<FaultCode> cut = cancellation().reason();
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
            recorder.count(slot().slotName());
        }
    }

    /** Writes the failure into the ledger, or leaves that for when the ledger can be written again. */
    private void record(UnitState towards, FaultException failure) {
        LOG.warn("{} on the way to {}: {}", failure.code().shown(), towards, failure.getMessage());
        LOG.debug("Cause", failure);
        if (!request.admission().heldBefore(failure.code())) {
            count();
            recorder.countFailure(slot().slotName(), towards, failure);
        }
        recorder.failed(journal, towards, failure);
    }

    /** The run ends with this failure. */
    private void publish(UnitState towards, FaultException failure) {
        recorder.ended(slot(), towards, failure, !request.admission().heldBefore(failure.code()));
    }

    private AttemptStart start(Bundle bundle) {
        return new AttemptStart(
                live.now().station().name(),
                request.port().slotPath(),
                slot().slotName(),
                request.port().address(),
                bundle.name(),
                bundle.sha256(),
                recorder.now(),
                slot().plugging());
    }

    private void ask(ResetRequest asked) {
        slot().operator(words(asked));
        control.permit().leave();
    }

    private static String words(ResetRequest request) {
        return switch (request) {
            case HOLD_BOOT_AND_TAP_RESET -> "Hold BOOT, tap RESET, let BOOT go";
            case TAP_RESET -> "Tap RESET";
        };
    }

    private SlotState.RunHandle slot() {
        return control.slot();
    }

    private RunCancellation cancellation() {
        return control.cancellation();
    }
}
