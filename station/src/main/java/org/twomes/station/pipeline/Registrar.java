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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.BackOffice;
import org.twomes.station.backoffice.ExistenceAnswer;
import org.twomes.station.backoffice.Registration;
import org.twomes.station.backoffice.RegistrationAnswer;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.LedgerException;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.metrics.StationMetrics;

/**
 * Tells the back office of finished boards, each once, however often answers get lost. The existence test goes before the
 * first call for a unit, so a name that is in use at a later call, after one whose answer was lost, was taken by ourselves.
 */
public final class Registrar {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    /** Why the back office does not take a unit. */
    public static final List<FailureCode> REFUSALS = List.of(
            FailureCode.NAME_TAKEN,
            FailureCode.TOKEN_TAKEN,
            FailureCode.TYPE_UNKNOWN,
            FailureCode.REGISTRATION_REFUSED);

    /** Longer than any call may take, so that a claim outlives the call it is for. */
    private static final Duration LEASE_BEYOND_TIMEOUT = Duration.ofSeconds(30);
    /** Registrations claimed at once; one call each, one after the other. */
    private static final int BATCH = 4;

    private final String station;
    private final BackOfficeSection settings;
    private final BackOffice backOffice;
    private final Outbox outbox;
    private final LabelDesk labels;
    private final EarlierLife earlier;
    private final Clock clock;
    private final BackOff backOff;
    private final StationMetrics metrics;
    private final BackOfficeStanding standing;
    private final List<BiConsumer<Long, Result>> listeners = new CopyOnWriteArrayList<>();
    /** Units whose turn's outcome the ledger could not be told, and whether a call for them may have arrived. */
    private final Map<Long, Boolean> untold = new ConcurrentHashMap<>();

    /** How we stand with the back office. */
    public sealed interface Standing {
        /** Calls get answers. */
        record Fine() implements Standing {}

        /**
         * It did not answer lately.
         *
         * @param why what went wrong
         * @param until no board waits for it before
         * @param inARow failed calls in a row
         */
        record Down(String why, Instant until, int inARow) implements Standing {}

        /**
         * The admin token was refused: no registration until the file changes.
         *
         * @param why its words
         * @param tokenFile modification time and size of the file then
         */
        record TokenRefused(String why, String tokenFile) implements Standing {}
    }

    /** What became of one registration. */
    public sealed interface Result {
        /** Confirmed; {@code labelDue} says whether a label follows. */
        record Confirmed(boolean labelDue) implements Result {}

        /** Later; {@code why} says what for. */
        record Later(String why) implements Result {}

        /** Refused or to be decided. */
        record Refused(FailureCode code, String detail) implements Result {}
    }

    /** A registrar for {@code station}; {@code random} gives 0 (inclusive) to 1. */
    public Registrar(
            String station,
            BackOfficeSection settings,
            BackOffice backOffice,
            Outbox outbox,
            LabelDesk labels,
            EarlierLife earlier,
            Clock clock,
            DoubleSupplier random,
            StationMetrics metrics) {
        this.station = station;
        this.settings = settings;
        this.backOffice = backOffice;
        this.outbox = outbox;
        this.labels = labels;
        this.earlier = earlier;
        this.clock = clock;
        this.backOff = new BackOff(settings.retryFirst(), settings.retryMost(), random);
        this.metrics = metrics;
        this.standing = new BackOfficeStanding(settings, backOff, clock, () -> outbox.dueNow(clock.instant()));
    }

    /** Tells {@code listener} of every unit (row) that is settled from the outbox: refused, or confirmed without a label. */
    void listen(BiConsumer<Long, Result> listener) {
        listeners.add(listener);
    }

    /** How we stand with the back office now. */
    public Standing standing() {
        return standing.now();
    }

    /** Whether a name is taken; waits for no back office that is down. Nothing is written there. */
    ExistenceAnswer exists(String name) {
        if (standing.now() instanceof Standing.Down down && standing.silence().isPresent()) {
            return new ExistenceAnswer.TryLater(down.why(), Optional.empty());
        }
        ExistenceAnswer answer = backOffice.exists(name);
        if (answer instanceof ExistenceAnswer.TryLater later) {
            standing.down(later.why(), later.retryAfter());
        } else if (answer instanceof ExistenceAnswer.Refused refused) {
            LOG.warn("Existence test refused: {}", refused.detail());
        } else {
            standing.fine();
        }
        return answer;
    }

    /** Registers one unit now if the back office can be had; else leaves it in the outbox. */
    Result now(long unit) {
        Optional<String> silence = standing.silence();
        if (silence.isPresent()) {
            return new Result.Later(silence.get());
        }
        return outbox.claim(station, unit, clock.instant(), lease())
                .map(this::call)
                .orElseGet(() -> new Result.Later("another registration of it is under way"));
    }

    /** As {@link #work()}, even if the back office did not answer a moment ago: somebody asks for it. */
    public void workNow() {
        standing.askNow();
        work();
    }

    /** Works through what is due in the outbox unless the back office gets a rest from our calls; gives how many were confirmed. Labels follow at once. */
    public int work() {
        if (standing.silence().isPresent()) {
            return 0;
        }
        askAgain();
        int confirmed = 0;
        while (true) {
            List<Outbox.Waiting> due = outbox.claim(station, clock.instant(), lease(), BATCH);
            Deque<Outbox.Waiting> left = new ArrayDeque<>(due);
            try {
                for (; !left.isEmpty(); left.remove()) {
                    confirmed += work(left.element()) ? 1 : 0;
                }
            } catch (LedgerException e) {
                left.forEach(waiting -> untold.putIfAbsent(waiting.unit(), waiting.mayHaveArrived()));
                throw e;
            }
            if (due.size() < BATCH || !(standing() instanceof Standing.Fine)) {
                return confirmed;
            }
        }
    }

    /** Whether it was confirmed. */
    private boolean work(Outbox.Waiting waiting) {
        Optional<String> silence = standing.silence();
        Result result = silence.isEmpty()
                ? LogMark.unit(waiting.name(), () -> call(waiting))
                : later(waiting, silence.get(), waiting.mayHaveArrived(), Optional.empty());
        boolean confirmed = result instanceof Result.Confirmed;
        if (result instanceof Result.Confirmed done && done.labelDue()) {
            if (waiting.station().equals(station)) {
                labels.place(waiting.unit());
            }
        } else if (confirmed || result instanceof Result.Refused) {
            listeners.forEach(listener -> listener.accept(waiting.unit(), result));
        }
        return confirmed;
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

    private Result call(Outbox.Waiting waiting) {
        boolean mayBeOurs = waiting.mayHaveArrived();
        try {
            Optional<Result> settled = mayBeOurs ? Optional.empty() : beforeTheFirstCall(waiting);
            if (settled.isPresent()) {
                return settled.get();
            }
            outbox.calling(waiting.unit(), clock.instant());
            Instant called = clock.instant();
            RegistrationAnswer answer =
                    backOffice.register(new Registration(waiting.name(), waiting.deviceType(), waiting.token()));
            mayBeOurs |= answer instanceof RegistrationAnswer.Registered
                    || answer instanceof RegistrationAnswer.TryLater later && later.mayHaveArrived();
            Result result = settle(waiting, answer);
            metrics.registration(kind(result), Duration.between(called, clock.instant()));
            return result;
        } catch (LedgerException e) {
            untold.put(waiting.unit(), mayBeOurs);
            throw e;
        }
    }

    /** The existence test; a result when it leads to no call now. */
    private Optional<Result> beforeTheFirstCall(Outbox.Waiting waiting) {
        ExistenceAnswer answer = backOffice.exists(waiting.name());
        if (answer instanceof ExistenceAnswer.Taken) {
            EarlierLife.Answer freed = earlier.free(waiting);
            if (freed instanceof EarlierLife.Answer.Later later) {
                return Optional.of(later(waiting, later.why(), false, Optional.empty()));
            }
            if (freed instanceof EarlierLife.Answer.Ask ask) {
                return Optional.of(refuse(waiting, FailureCode.NAME_TAKEN, ask.detail()));
            }
        }
        if (answer instanceof ExistenceAnswer.TryLater down) {
            standing.down(down.why(), down.retryAfter());
            return Optional.of(later(waiting, down.why(), false, down.retryAfter()));
        }
        return Optional.empty();
    }

    private static String kind(Result result) {
        if (result instanceof Result.Confirmed) {
            return "confirmed";
        }
        return result instanceof Result.Later ? "later" : "refused";
    }

    private Result settle(Outbox.Waiting waiting, RegistrationAnswer answer) {
        if (answer instanceof RegistrationAnswer.Registered registered) {
            return confirm(waiting, String.valueOf(registered.id()));
        }
        if (answer instanceof RegistrationAnswer.NameTaken) {
            return waiting.mayHaveArrived() ? confirm(waiting, "") : nameTaken(waiting);
        }
        if (answer instanceof RegistrationAnswer.TokenTaken) {
            return refuse(waiting, FailureCode.TOKEN_TAKEN, "the activation token of " + waiting.name() + " is in use");
        }
        if (answer instanceof RegistrationAnswer.TryLater later) {
            standing.down(later.why(), later.retryAfter());
            boolean mayHaveArrived = waiting.mayHaveArrived() || later.mayHaveArrived();
            return later(waiting, later.why(), mayHaveArrived, later.retryAfter());
        }
        RegistrationAnswer.Refused refused = (RegistrationAnswer.Refused) answer;
        return switch (refused.reason()) {
            case AUTHORISATION -> {
                standing.tokenRefused(refused.detail());
                yield later(waiting, refused.detail(), waiting.mayHaveArrived(), Optional.empty());
            }
            case TYPE -> refuse(waiting, FailureCode.TYPE_UNKNOWN, refused.detail());
            default -> refuse(waiting, FailureCode.REGISTRATION_REFUSED, refused.detail());
        };
    }

    private Result nameTaken(Outbox.Waiting waiting) {
        return refuse(waiting, FailureCode.NAME_TAKEN, waiting.name() + " is in use in the back office");
    }

    private Result confirm(Outbox.Waiting waiting, String id) {
        standing.fine();
        boolean labelDue = outbox.confirmed(waiting.unit(), id, clock.instant());
        LOG.info("{} is registered", waiting.name());
        return new Result.Confirmed(labelDue);
    }

    private Result refuse(Outbox.Waiting waiting, FailureCode code, String detail) {
        standing.fine();
        Failure failure = new Failure(UnitState.REGISTERED, code.name(), detail, false);
        outbox.refused(waiting.unit(), failure, code.remedy() == FailureCode.Remedy.ASK, clock.instant());
        metrics.registrationRefused(code.name());
        metrics.failure(failure.stage().name(), code.name());
        metrics.unit(code.remedy() == FailureCode.Remedy.ASK ? "held" : "failed");
        LOG.warn("Registration refused: {}", detail);
        return new Result.Refused(code, detail);
    }

    private Result later(Outbox.Waiting waiting, String why, boolean mayHaveArrived, Optional<Duration> asked) {
        Duration wait = asked.orElseGet(() -> backOff.after(standing.failures(waiting.tries())));
        outbox.postpone(waiting.unit(), why, mayHaveArrived, clock.instant().plus(wait));
        return new Result.Later(why);
    }

    private Duration lease() {
        return settings.timeout().multipliedBy(2L * BATCH).plus(LEASE_BEYOND_TIMEOUT);
    }
}
