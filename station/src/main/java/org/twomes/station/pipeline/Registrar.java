package org.twomes.station.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
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
    /** Longer than any call may take, so that a claim outlives the call it is for. */
    private static final Duration LEASE_BEYOND_TIMEOUT = Duration.ofSeconds(30);
    /** Registrations claimed at once; one call each, one after the other. */
    private static final int BATCH = 16;

    private final String station;
    private final BackOfficeSection settings;
    private final BackOffice backOffice;
    private final Outbox outbox;
    private final LabelDesk labels;
    private final Clock clock;
    private final BackOff backOff;
    private final StationMetrics metrics;
    private final List<LongConsumer> withoutLabel = new CopyOnWriteArrayList<>();
    /** Units whose call was made and whose outcome the ledger could not be told: theirs is the next call. */
    private final Set<Long> untold = ConcurrentHashMap.newKeySet();

    private volatile Standing standing = new Standing.Fine();

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
            Clock clock,
            DoubleSupplier random,
            StationMetrics metrics) {
        this.station = station;
        this.settings = settings;
        this.backOffice = backOffice;
        this.outbox = outbox;
        this.labels = labels;
        this.clock = clock;
        this.backOff = new BackOff(settings.retryFirst(), settings.retryMost(), random);
        this.metrics = metrics;
    }

    /** Tells {@code listener} of every unit (row) that is confirmed from the outbox and needs no label. */
    void listen(LongConsumer listener) {
        withoutLabel.add(listener);
    }

    /** How we stand with the back office now. */
    public Standing standing() {
        Standing now = standing;
        if (now instanceof Standing.TokenRefused refused && !refused.tokenFile().equals(tokenFile())) {
            LOG.info("The admin token file has changed: registering again");
            standing = new Standing.Fine();
            outbox.dueNow(clock.instant());
            return standing;
        }
        return now;
    }

    /** Whether a name is taken; waits for no back office that is down. Nothing is written there. */
    ExistenceAnswer exists(String name) {
        if (standing() instanceof Standing.Down down && clock.instant().isBefore(down.until())) {
            return new ExistenceAnswer.TryLater(down.why(), Optional.empty());
        }
        ExistenceAnswer answer = backOffice.exists(name);
        if (answer instanceof ExistenceAnswer.TryLater later) {
            down(later.why());
        } else if (answer instanceof ExistenceAnswer.Refused refused) {
            LOG.warn("Existence test refused: {}", refused.detail());
        } else {
            fine();
        }
        return answer;
    }

    /** Registers one unit now if the back office can be had; else leaves it in the outbox. */
    Result now(long unit) {
        Standing standing = standing();
        if (standing instanceof Standing.TokenRefused refused) {
            return new Result.Later(refused.why());
        }
        if (standing instanceof Standing.Down down && clock.instant().isBefore(down.until())) {
            return new Result.Later(down.why());
        }
        return outbox.claim(station, unit, clock.instant(), lease())
                .map(this::call)
                .orElseGet(() -> new Result.Later("another registration of it is under way"));
    }

    /** Works through what is due in the outbox; gives how many were confirmed. Labels follow at once. */
    public int work() {
        if (standing() instanceof Standing.TokenRefused) {
            return 0;
        }
        askAgain();
        int confirmed = 0;
        while (true) {
            List<Outbox.Waiting> due = outbox.claim(station, clock.instant(), lease(), BATCH);
            for (Outbox.Waiting waiting : due) {
                Result result = call(waiting);
                if (result instanceof Result.Confirmed done) {
                    confirmed++;
                    if (done.labelDue()) {
                        labels.place(waiting.unit());
                    } else {
                        withoutLabel.forEach(listener -> listener.accept(waiting.unit()));
                    }
                }
            }
            if (due.size() < BATCH || !(standing() instanceof Standing.Fine)) {
                return confirmed;
            }
        }
    }

    /** The clock was set back: what was to wait until a time of the old clock waits no longer. */
    public void clockSetBack() {
        if (standing instanceof Standing.Down) {
            standing = new Standing.Fine();
        }
        outbox.dueNow(clock.instant());
    }

    /** Gives claims back that a ledger in trouble kept. Their calls may have arrived. */
    private void askAgain() {
        for (long unit : untold) {
            outbox.postpone(unit, "the ledger was in trouble", true, clock.instant());
            untold.remove(unit);
        }
    }

    private Result call(Outbox.Waiting waiting) {
        try {
            return ask(waiting);
        } catch (LedgerException e) {
            untold.add(waiting.unit());
            throw e;
        }
    }

    private Result ask(Outbox.Waiting waiting) {
        if (standing() instanceof Standing.TokenRefused refused) {
            return later(waiting, refused.why(), waiting.mayHaveArrived(), Optional.empty());
        }
        if (!waiting.mayHaveArrived()) {
            ExistenceAnswer answer = backOffice.exists(waiting.name());
            if (answer instanceof ExistenceAnswer.Taken) {
                return nameTaken(waiting);
            }
            if (answer instanceof ExistenceAnswer.TryLater down) {
                down(down.why());
                return later(waiting, down.why(), false, down.retryAfter());
            }
        }
        outbox.calling(waiting.unit(), clock.instant());
        Instant called = clock.instant();
        Result result = settle(
                waiting, backOffice.register(new Registration(waiting.name(), waiting.deviceType(), waiting.token())));
        metrics.registration(kind(result), Duration.between(called, clock.instant()));
        return result;
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
            down(later.why());
            boolean mayHaveArrived = waiting.mayHaveArrived() || later.mayHaveArrived();
            return later(waiting, later.why(), mayHaveArrived, later.retryAfter());
        }
        RegistrationAnswer.Refused refused = (RegistrationAnswer.Refused) answer;
        return switch (refused.reason()) {
            case AUTHORISATION -> {
                tokenRefused(refused.detail());
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
        fine();
        boolean labelDue = outbox.confirmed(waiting.unit(), id, clock.instant());
        LOG.info("{} is registered", waiting.name());
        return new Result.Confirmed(labelDue);
    }

    private Result refuse(Outbox.Waiting waiting, FailureCode code, String detail) {
        fine();
        Failure failure = new Failure(UnitState.REGISTERED, code.name(), detail, false);
        outbox.refused(waiting.unit(), failure, code.remedy() == FailureCode.Remedy.ASK, clock.instant());
        LOG.warn("Registration refused: {}", detail);
        return new Result.Refused(code, detail);
    }

    private Result later(Outbox.Waiting waiting, String why, boolean mayHaveArrived, Optional<Duration> asked) {
        Duration wait = asked.orElseGet(() -> backOff.after(waiting.tries()));
        outbox.postpone(waiting.unit(), why, mayHaveArrived, clock.instant().plus(wait));
        return new Result.Later(why);
    }

    private Duration lease() {
        return settings.timeout().multipliedBy(2L * BATCH).plus(LEASE_BEYOND_TIMEOUT);
    }

    private void fine() {
        Standing before = standing;
        standing = new Standing.Fine();
        if (!(before instanceof Standing.Fine)) {
            LOG.info("The back office answers again");
            outbox.dueNow(clock.instant());
        }
    }

    private void down(String why) {
        Standing before = standing;
        int inARow = before instanceof Standing.Down down ? down.inARow() + 1 : 1;
        if (inARow == 1) {
            LOG.warn("The back office cannot be had: {}", why);
        }
        standing = new Standing.Down(why, clock.instant().plus(backOff.after(inARow - 1)), inARow);
    }

    private void tokenRefused(String why) {
        LOG.error("The back office refused the admin token: no registrations until its file changes. {}", why);
        standing = new Standing.TokenRefused(why, tokenFile());
    }

    private String tokenFile() {
        @Nullable Path file = settings.tokenFile().orElse(null);
        if (file == null) {
            return "";
        }
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "unreadable: " + e.getClass().getSimpleName();
        }
    }
}
