package org.twomes.station.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.ExistenceAnswer;
import org.twomes.station.backoffice.RefusalReason;
import org.twomes.station.backoffice.Registration;
import org.twomes.station.backoffice.RegistrationAnswer;
import org.twomes.station.backoffice.TokenProof;
import org.twomes.station.backoffice.TypeAnswer;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.RetryPolicy;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.registration.BackOfficeCircuitBreaker;
import org.twomes.station.pipeline.registration.UnknownTypes;

/**
 * Tells the back office of finished boards, each once, however often answers get lost. A name that is in use after a call whose
 * answer was lost was taken by that call, or by somebody else meanwhile: the back office is asked whether it knows the board's
 * token. What is wrong with the back office as a whole, or with the way to it, holds no board: its registration waits.
 */
public final class Registrar {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    /** Why the back office does not take a unit. */
    public static final List<FaultCode> REFUSALS =
            List.of(FaultCode.NAME_TAKEN, FaultCode.TOKEN_TAKEN, FaultCode.REGISTRATION_REFUSED);

    /** What earlier versions held boards for though it was the back office's state; they wait with the others again. */
    private static final List<String> HELD_BEFORE =
            List.of(FaultCode.TYPE_UNKNOWN.name(), FaultCode.REGISTRATION_REFUSED.name());

    /** Longer than any call may take, so that a claim outlives the call it is for. */
    private static final Duration LEASE_BEYOND_TIMEOUT = Duration.ofSeconds(30);
    /** Registrations claimed at once, one after the other. */
    private static final int BATCH = 4;
    /** Calls for one of them at most: existence test, renaming, registration, proof. */
    private static final int CALLS_EACH = 4;

    private final String station;
    private final BackOfficeContact contact;
    private final Outbox outbox;
    private final LabelService labels;
    private final UnitOutcomes outcomes;
    private final Clock clock;
    private final StationMetrics metrics;
    private final BackOfficeCircuitBreaker standing;
    private final UnknownTypes unknownTypes;
    /** Units whose turn's outcome the ledger could not be told, and whether a call for them may have arrived. */
    private final Map<Long, Boolean> untold = new ConcurrentHashMap<>();

    /** Whether calls to the back office are made. */
    public sealed interface CircuitState {
        /** Calls get answers. */
        record Fine() implements CircuitState {}

        /** No call is made for a time, then one whose answer tells. */
        sealed interface Waits extends CircuitState {
            /** What went wrong. */
            String why();

            /** No board waits for it before. */
            Instant until();

            /** Failures in a row; calls that fail together are one. */
            int inARow();
        }

        /**
         * It did not answer lately.
         *
         * @param why what went wrong
         * @param until no board waits for it before
         * @param inARow failures in a row
         */
        record Down(String why, Instant until, int inARow) implements Waits {}

        /**
         * Something answers that is not the back office, or cannot be trusted to be it.
         *
         * @param why what answered
         * @param remedy what to do about it
         * @param until no board waits for it before
         * @param inARow failures in a row
         */
        record Unusable(String why, String remedy, Instant until, int inARow) implements Waits {}

        /**
         * The admin token was refused: no registration until the file changes.
         *
         * @param why its words
         * @param tokenFile modification time and size of the file then
         */
        record TokenRefused(String why, String tokenFile) implements CircuitState {}
    }

    /** What became of one registration. */
    public sealed interface Result {
        /** Confirmed; {@code labelDue} says whether a label follows. */
        record Confirmed(boolean labelDue) implements Result {}

        /** Later; {@code why} says what for. */
        record Later(String why) implements Result {}

        /** Refused or to be decided. */
        record Refused(FaultCode code, String detail) implements Result {}
    }

    /**
     * A registrar of one station.
     *
     * @param station its name
     * @param contact the back office
     * @param outbox registrations that wait
     * @param labels gives registered units their labels
     * @param outcomes hears how units end
     */
    public Registrar(
            String station,
            BackOfficeContact contact,
            Outbox outbox,
            LabelService labels,
            UnitOutcomes outcomes,
            Clock clock,
            StationMetrics metrics) {
        this.station = station;
        this.contact = contact;
        this.outbox = outbox;
        this.labels = labels;
        this.outcomes = outcomes;
        this.clock = clock;
        this.metrics = metrics;
        this.standing = contact.circuitBreaker();
        this.unknownTypes = contact.unknownTypes();
    }

    /** How we stand with the back office now. */
    public CircuitState standing() {
        return standing.now();
    }

    /** The device types that the back office does not know, as far as it was asked. */
    public List<String> unknownTypes() {
        return unknownTypes.all().values().stream()
                .map(UnknownTypes.Unknown::type)
                .sorted()
                .toList();
    }

    /**
     * Asks the back office ahead of the boards whether it can be used and knows their type; again while something is wrong.
     *
     * @param boards what says which boards come: another text when others do
     * @param type their device type, if it is known
     */
    public void look(String boards, Supplier<Optional<String>> type) {
        contact.probe().look(boards, type);
    }

    /** The device that a check of a type has made in the back office by mistake, and that somebody has to remove. */
    public Optional<TypeAnswer.Made> madeByMistake() {
        return contact.probe().made();
    }

    /** Whether a name is taken; waits for no back office that is down. Nothing is written there. */
    public ExistenceAnswer exists(String name) {
        return standing.inTurn(
                began -> exists(name, began), why -> new ExistenceAnswer.TryLater(why, Optional.empty()));
    }

    private ExistenceAnswer exists(String name, long began) {
        ExistenceAnswer answer = asked(name, began);
        if (answer instanceof ExistenceAnswer.Free || answer instanceof ExistenceAnswer.Taken) {
            standing.fine();
        }
        return answer;
    }

    /** An answer is no sign yet that registrations are answered too. */
    private ExistenceAnswer asked(String name, long began) {
        ExistenceAnswer answer = contact.client().exists(name);
        if (answer instanceof ExistenceAnswer.TryLater later) {
            standing.down(began, later.why(), later.retryAfter());
        } else if (answer instanceof ExistenceAnswer.Unusable unusable) {
            standing.unusable(began, unusable.why(), unusable.remedy());
        } else if (answer instanceof ExistenceAnswer.Refused refused) {
            if (refused.reason() == RefusalReason.AUTHORISATION) {
                standing.tokenRefused(refused.detail());
            } else {
                LOG.warn("Existence test refused: {}", refused.detail());
            }
        }
        return answer;
    }

    /** Registers one unit of this station now if the back office can be had, and gives it its label; else leaves it in the outbox. */
    public Result now(long unit) {
        Instant began = clock.instant();
        // Claimed when it is its turn: a claim does not last for ever.
        Result result = standing.inTurn(
                failures -> outbox.claim(station, unit, clock.instant(), lease())
                        .map(waiting -> register(waiting, failures))
                        .orElseGet(() -> new Result.Later("another registration of it is under way")),
                Result.Later::new);
        metrics.stage("REGISTERED", result instanceof Result.Confirmed, Duration.between(began, clock.instant()));
        settled(unit, result, true);
        return result;
    }

    /** The unit's registration came to this: its label or its outcome follows. */
    private void settled(long unit, Result result, boolean own) {
        if (result instanceof Result.Refused refused) {
            outcomes.refused(unit, refused.code(), refused.detail());
        } else if (result instanceof Result.Confirmed confirmed && !confirmed.labelDue()) {
            outcomes.doneWithoutLabel(unit);
        } else if (result instanceof Result.Confirmed && own) {
            labels.place(unit);
        }
    }

    /** As {@link #work()}, even if the back office did not answer a moment ago: somebody asks for it. */
    public void workNow() {
        standing.askNow();
        unknownTypes.askNow();
        contact.probe().again();
        work();
    }

    /** Everything that waits for the back office is due, what an earlier version held for its state included; gives how many wait. */
    public int retry() {
        int again = outbox.reopen(HELD_BEFORE, clock.instant());
        if (again > 0) {
            LOG.info("{} registrations wait again that were held for the back office's state", again);
        }
        outbox.dueNow(clock.instant());
        return outbox.waiting();
    }

    /** Works through what is due in the outbox unless the back office gets a rest from our calls; gives how many were confirmed. Labels follow at once. */
    public int work() {
        if (standing.silence().isPresent()) {
            return 0;
        }
        askAgain();
        int confirmed = 0;
        while (true) {
            Batch done = standing.inTurn(this::workBatch, why -> new Batch(0, 0));
            confirmed += done.confirmed();
            if (done.claimed() < BATCH || !(standing() instanceof CircuitState.Fine)) {
                return confirmed;
            }
        }
    }

    /** What was claimed, and how many of it were confirmed. */
    private record Batch(int claimed, int confirmed) {}

    private Batch workBatch(long began) {
        List<Outbox.Waiting> due = outbox.claim(station, clock.instant(), lease(), BATCH);
        Deque<Outbox.Waiting> left = new ArrayDeque<>(due);
        int confirmed = 0;
        try {
            for (; !left.isEmpty(); left.remove()) {
                confirmed += work(left.element(), began) ? 1 : 0;
            }
        } catch (FaultException e) {
            left.forEach(waiting -> untold.putIfAbsent(waiting.unit(), waiting.mayHaveArrived()));
            throw e;
        }
        return new Batch(due.size(), confirmed);
    }

    /** Whether it was confirmed. */
    private boolean work(Outbox.Waiting waiting, long began) {
        Optional<String> silence = standing.silence();
        Result result = silence.isEmpty()
                ? LogMark.unit(waiting.name(), () -> register(waiting, began))
                : later(waiting, silence.get(), waiting.mayHaveArrived(), Optional.empty());
        LogMark.unit(waiting.name(), () -> {
            settled(waiting.unit(), result, waiting.station().equals(station));
            return result;
        });
        return result instanceof Result.Confirmed;
    }

    /** The clock was set back: what was to wait until a time of the old clock waits no longer. */
    public void clockSetBack() {
        standing.clockSetBack();
        outbox.dueNow(clock.instant());
    }

    /** Gives claims back that a ledger in trouble kept. */
    private void askAgain() {
        untold.forEach((unit, mayHaveArrived) -> {
            outbox.postpone(unit, "the ledger was in trouble", mayHaveArrived, clock.instant());
            untold.remove(unit);
        });
    }

    private Result register(Outbox.Waiting waiting, long began) {
        Optional<UnknownTypes.Unknown> unknown = unknownTypes.silent(waiting.deviceType());
        if (unknown.isPresent()) {
            return waitForType(waiting, unknown.get(), waiting.mayHaveArrived());
        }
        boolean mayBeOurs = waiting.mayHaveArrived();
        try {
            Optional<Result> settled = mayBeOurs ? Optional.empty() : beforeTheFirstCall(waiting, began);
            if (settled.isPresent()) {
                return settled.get();
            }
            outbox.calling(waiting.unit(), clock.instant());
            Instant called = clock.instant();
            RegistrationAnswer answer =
                    contact.client().register(new Registration(waiting.name(), waiting.deviceType(), waiting.token()));
            mayBeOurs |= mayHaveArrived(answer);
            Result result = settle(waiting, answer, began);
            metrics.registration(kind(result), Duration.between(called, clock.instant()));
            return result;
        } catch (FaultException e) {
            untold.put(waiting.unit(), mayBeOurs);
            throw e;
        }
    }

    private static boolean mayHaveArrived(RegistrationAnswer answer) {
        return answer instanceof RegistrationAnswer.Registered
                || answer instanceof RegistrationAnswer.TryLater later && later.mayHaveArrived()
                || answer instanceof RegistrationAnswer.Unusable unusable && unusable.mayHaveArrived();
    }

    /** The existence test; a result when it leads to no call now. */
    private Optional<Result> beforeTheFirstCall(Outbox.Waiting waiting, long began) {
        ExistenceAnswer answer = asked(waiting.name(), began);
        if (answer instanceof ExistenceAnswer.Taken) {
            return free(waiting);
        }
        if (answer instanceof ExistenceAnswer.TryLater down) {
            return Optional.of(later(waiting, down.why(), false, down.retryAfter()));
        }
        if (answer instanceof ExistenceAnswer.Unusable unusable) {
            return Optional.of(later(waiting, unusable.why(), false, Optional.empty()));
        }
        if (answer instanceof ExistenceAnswer.Refused refused && refused.reason() == RefusalReason.AUTHORISATION) {
            return Optional.of(later(waiting, refused.detail(), false, Optional.empty()));
        }
        return Optional.empty();
    }

    /** Another device has the name: takes it away from that one where this is allowed; a result when the call cannot be made now. */
    private Optional<Result> free(Outbox.Waiting waiting) {
        ExistingDevice.Answer freed = contact.free(waiting);
        if (freed instanceof ExistingDevice.Answer.Later later) {
            return Optional.of(later(waiting, later.why(), false, Optional.empty()));
        }
        return freed instanceof ExistingDevice.Answer.Ask ask
                ? Optional.of(refuse(waiting, FaultCode.NAME_TAKEN, ask.detail()))
                : Optional.empty();
    }

    private static String kind(Result result) {
        if (result instanceof Result.Confirmed) {
            return "confirmed";
        }
        return result instanceof Result.Later ? "later" : "refused";
    }

    private Result settle(Outbox.Waiting waiting, RegistrationAnswer answer, long began) {
        if (answer instanceof RegistrationAnswer.Registered registered) {
            return confirm(waiting, String.valueOf(registered.id()));
        }
        if (answer instanceof RegistrationAnswer.NameTaken) {
            return waiting.mayHaveArrived() ? prove(waiting) : nameTaken(waiting);
        }
        if (answer instanceof RegistrationAnswer.TokenTaken) {
            return refuse(waiting, FaultCode.TOKEN_TAKEN, "the activation token of " + waiting.name() + " is in use");
        }
        boolean mayHaveArrived = waiting.mayHaveArrived() || mayHaveArrived(answer);
        if (answer instanceof RegistrationAnswer.TryLater later) {
            standing.down(began, later.why(), later.retryAfter());
            return later(waiting, later.why(), mayHaveArrived, later.retryAfter());
        }
        if (answer instanceof RegistrationAnswer.Unusable unusable) {
            standing.unusable(began, unusable.why(), unusable.remedy());
            return later(waiting, unusable.why(), mayHaveArrived, Optional.empty());
        }
        RegistrationAnswer.Refused refused = (RegistrationAnswer.Refused) answer;
        return switch (refused.reason()) {
            case AUTHORISATION -> {
                standing.tokenRefused(refused.detail());
                yield later(waiting, refused.detail(), mayHaveArrived, Optional.empty());
            }
            case TYPE -> {
                standing.fine();
                yield waitForType(
                        waiting, unknownTypes.refused(waiting.deviceType(), refused.detail()), mayHaveArrived);
            }
            case TOKEN_RULE, NAME_RULE, OTHER -> refuse(waiting, FaultCode.REGISTRATION_REFUSED, refused.detail());
        };
    }

    private Result waitForType(Outbox.Waiting waiting, UnknownTypes.Unknown unknown, boolean mayHaveArrived) {
        outbox.postpone(waiting.unit(), unknown.why(), mayHaveArrived, unknown.until());
        return new Result.Later("the back office does not know the device type " + unknown.type());
    }

    /** The name is in use after a call whose answer was lost: by this board if the back office knows its token, else by another. */
    private Result prove(Outbox.Waiting waiting) {
        standing.fine();
        if (!waiting.labelDue()) {
            // Such a device shows its token itself: it may be attached to an account, and would lose its session.
            return refuse(
                    waiting,
                    FaultCode.NAME_TAKEN,
                    waiting.name()
                            + " is in use in the back office, by this board itself if a call arrived whose answer was"
                            + " lost; look in the device table for a row made at about " + waiting.since());
        }
        TokenProof proof = contact.client().prove(waiting.token());
        if (proof instanceof TokenProof.Registered) {
            return confirm(waiting, "");
        }
        if (proof instanceof TokenProof.NotRegistered) {
            LOG.info(
                    "{} is in use, and not by this board: the call whose answer was lost never arrived",
                    waiting.name());
            return free(waiting)
                    .orElseGet(() -> later(
                            waiting, "its name was given back by another device", false, Optional.of(Duration.ZERO)));
        }
        return later(waiting, ((TokenProof.Unclear) proof).why(), true, Optional.empty());
    }

    private Result nameTaken(Outbox.Waiting waiting) {
        return refuse(waiting, FaultCode.NAME_TAKEN, waiting.name() + " is in use in the back office");
    }

    private Result confirm(Outbox.Waiting waiting, String id) {
        standing.fine();
        unknownTypes.known(waiting.deviceType());
        boolean labelDue = outbox.confirmed(waiting.unit(), id, contact.address(), clock.instant());
        LOG.info("{} is registered", waiting.name());
        return new Result.Confirmed(labelDue);
    }

    private Result refuse(Outbox.Waiting waiting, FaultCode code, String detail) {
        standing.fine();
        Failure failure = new Failure(UnitState.REGISTERED, code.name(), detail, false);
        outbox.refused(waiting.unit(), failure, code.retryPolicy() == RetryPolicy.ASK, clock.instant());
        metrics.registrationRefused(code.name());
        metrics.failure(failure.stage().name(), code.name());
        LOG.warn("Registration refused: {}", detail);
        return new Result.Refused(code, detail);
    }

    private Result later(Outbox.Waiting waiting, String why, boolean mayHaveArrived, Optional<Duration> asked) {
        Duration wait = asked.orElseGet(() -> contact.wait(waiting.tries()));
        outbox.postpone(waiting.unit(), why, mayHaveArrived, clock.instant().plus(wait));
        return new Result.Later(why);
    }

    private Duration lease() {
        return contact.timeout().multipliedBy((long) CALLS_EACH * BATCH).plus(LEASE_BEYOND_TIMEOUT);
    }
}
