package org.twomes.station.pipeline.registration;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.SecretFile;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.pipeline.Registrar;

/**
 * How a station stands with its back office: what its calls found, how many go out at once, and how long none is made after a
 * failure. Calls that were under way together fail together: they are one failure, and the wait grows by one step.
 */
public final class BackOfficeCircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(BackOfficeCircuitBreaker.class);

    private final BackOfficeSection settings;
    private final BackOff backOff;
    private final Clock clock;
    private final Runnable answersAgain;
    private final Semaphore free;

    private volatile Registrar.CircuitState standing = new Registrar.CircuitState.Fine();
    /** Counts the changes of the standing: a call remembers the one that it began under. */
    private long period;

    /** Runs {@code answersAgain} whenever calls get answers after a time without. */
    public BackOfficeCircuitBreaker(BackOfficeSection settings, BackOff backOff, Clock clock, Runnable answersAgain) {
        this.settings = settings;
        this.backOff = backOff;
        this.clock = clock;
        this.answersAgain = answersAgain;
        this.free = new Semaphore(settings.parallel(), true);
    }

    /**
     * Runs {@code calls} as soon as it is its turn, with the period that it begins in; or {@code silent} with the reason when no
     * call is to be made then.
     */
    public <T> T inTurn(LongFunction<T> calls, Function<String, T> silent) {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silent.apply("the station stops");
        }
        try {
            // The period first: a failure that comes between the two then counts for this call too.
            long began = period();
            Optional<String> reason = silence();
            return reason.isPresent() ? silent.apply(reason.get()) : calls.apply(began);
        } finally {
            free.release();
        }
    }

    /** The standing now; a token that was refused is forgotten once its file has changed. */
    public Registrar.CircuitState now() {
        Registrar.CircuitState now = standing;
        if (now instanceof Registrar.CircuitState.TokenRefused refused
                && !refused.tokenFile().equals(tokenFile())) {
            LOG.info("The admin token file has changed: registering again");
            change(new Registrar.CircuitState.Fine());
            answersAgain.run();
            return new Registrar.CircuitState.Fine();
        }
        return now;
    }

    /** Why no call is made at this moment; empty when one may be made. */
    public Optional<String> silence() {
        Registrar.CircuitState now = now();
        if (now instanceof Registrar.CircuitState.TokenRefused refused) {
            return Optional.of(refused.why());
        }
        return now instanceof Registrar.CircuitState.Waits waits
                        && clock.instant().isBefore(waits.until())
                ? Optional.of(waits.why())
                : Optional.empty();
    }

    /** The next call is made whenever it comes, also with a token that was refused: whoever asks may have put it right elsewhere. */
    public synchronized void askNow() {
        Registrar.CircuitState now = standing;
        if (now instanceof Registrar.CircuitState.Down down) {
            change(new Registrar.CircuitState.Down(down.why(), clock.instant(), down.inARow()));
        } else if (now instanceof Registrar.CircuitState.Unusable unusable) {
            change(new Registrar.CircuitState.Unusable(
                    unusable.why(), unusable.remedy(), clock.instant(), unusable.inARow()));
        } else if (now instanceof Registrar.CircuitState.TokenRefused) {
            change(new Registrar.CircuitState.Fine());
        }
    }

    /** A call was answered by the back office itself. */
    public void fine() {
        Registrar.CircuitState before;
        synchronized (this) {
            before = standing;
            if (before instanceof Registrar.CircuitState.Fine) {
                return;
            }
            change(new Registrar.CircuitState.Fine());
        }
        LOG.info("The back office answers again");
        answersAgain.run();
    }

    /**
     * A call was not answered; {@code asked} is what the server wants waited, which counts up to the longest wait.
     *
     * @param began the period that the call began in
     */
    public synchronized void down(long began, String why, Optional<Duration> asked) {
        if (began != period) {
            return;
        }
        int inARow = failures() + 1;
        if (!(standing instanceof Registrar.CircuitState.Down)) {
            LOG.warn("The back office cannot be had: {}", why);
        }
        change(new Registrar.CircuitState.Down(why, clock.instant().plus(wait(inARow, asked)), inARow));
    }

    /**
     * What answered is not the back office.
     *
     * @param began the period that the call began in
     */
    public synchronized void unusable(long began, String why, String remedy) {
        if (began != period) {
            return;
        }
        int inARow = failures() + 1;
        if (!(standing instanceof Registrar.CircuitState.Unusable)) {
            LOG.error("The back office cannot be used: {}; {}", why, remedy);
        }
        change(new Registrar.CircuitState.Unusable(
                why, remedy, clock.instant().plus(wait(inARow, Optional.empty())), inARow));
    }

    private Duration wait(int inARow, Optional<Duration> asked) {
        Duration wait = backOff.after(inARow - 1);
        Duration longest = settings.retryMaxDelay();
        Duration wanted = asked.filter(time -> time.compareTo(longest) < 0).orElse(asked.isEmpty() ? wait : longest);
        return wanted.compareTo(wait) > 0 ? wanted : wait;
    }

    /** How often calls failed until now, for a registration that was tried {@code tries} times itself. */
    public int failures(int tries) {
        return Math.max(tries, failures() - 1);
    }

    private int failures() {
        return standing instanceof Registrar.CircuitState.Waits waits ? waits.inARow() : 0;
    }

    /** The admin token was refused. Boards that end at the same moment are refused alike; one alarm is enough. */
    public synchronized void tokenRefused(String why) {
        if (!(standing instanceof Registrar.CircuitState.TokenRefused)) {
            LOG.error("The back office refused the admin token: no registrations until its file changes. {}", why);
        }
        change(new Registrar.CircuitState.TokenRefused(why, tokenFile()));
    }

    /** The clock was set back: what was to wait until a time of the old clock waits no longer. */
    public synchronized void clockSetBack() {
        if (standing instanceof Registrar.CircuitState.Waits) {
            change(new Registrar.CircuitState.Fine());
        }
    }

    private synchronized long period() {
        return period;
    }

    private synchronized void change(Registrar.CircuitState next) {
        period++;
        standing = next;
    }

    private String tokenFile() {
        return settings.tokenFile()
                .map(file -> new SecretFile("admin token", file, Optional.empty()).version())
                .orElse("");
    }
}
