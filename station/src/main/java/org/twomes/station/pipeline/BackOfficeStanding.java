package org.twomes.station.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.SecretFile;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.pipeline.Registrar.Standing;

/** How a station stands with its back office: what its calls found, and how long none is made after a failure. */
final class BackOfficeStanding {
    private static final Logger LOG = LoggerFactory.getLogger(BackOfficeStanding.class);

    private final BackOfficeSection settings;
    private final BackOff backOff;
    private final Clock clock;
    private final Runnable answersAgain;

    private volatile Standing standing = new Standing.Fine();

    /** Runs {@code answersAgain} whenever calls get answers after a time without. */
    BackOfficeStanding(BackOfficeSection settings, BackOff backOff, Clock clock, Runnable answersAgain) {
        this.settings = settings;
        this.backOff = backOff;
        this.clock = clock;
        this.answersAgain = answersAgain;
    }

    /** The standing now; a token that was refused is forgotten once its file has changed. */
    Standing now() {
        Standing now = standing;
        if (now instanceof Standing.TokenRefused refused && !refused.tokenFile().equals(tokenFile())) {
            LOG.info("The admin token file has changed: registering again");
            standing = new Standing.Fine();
            answersAgain.run();
            return standing;
        }
        return now;
    }

    /** Why no call is made at this moment; empty when one may be made. */
    Optional<String> silence() {
        Standing now = now();
        if (now instanceof Standing.TokenRefused refused) {
            return Optional.of(refused.why());
        }
        return now instanceof Standing.Down down && clock.instant().isBefore(down.until())
                ? Optional.of(down.why())
                : Optional.empty();
    }

    /** The next call is made whenever it comes. */
    void askNow() {
        if (standing instanceof Standing.Down down) {
            standing = new Standing.Down(down.why(), clock.instant(), down.inARow());
        }
    }

    /** A call was answered. */
    void fine() {
        Standing before = standing;
        standing = new Standing.Fine();
        if (!(before instanceof Standing.Fine)) {
            LOG.info("The back office answers again");
            answersAgain.run();
        }
    }

    /** A call was not; {@code asked} is what the server wants waited, which counts up to the longest wait. */
    void down(String why, Optional<Duration> asked) {
        int inARow = standing instanceof Standing.Down down ? down.inARow() + 1 : 1;
        if (inARow == 1) {
            LOG.warn("The back office cannot be had: {}", why);
        }
        Duration wait = backOff.after(inARow - 1);
        Duration longest = settings.retryMost();
        Duration wanted = asked.filter(time -> time.compareTo(longest) < 0).orElse(asked.isEmpty() ? wait : longest);
        Instant until = clock.instant().plus(wanted.compareTo(wait) > 0 ? wanted : wait);
        standing = new Standing.Down(why, until, inARow);
    }

    /** How often calls failed until now, for a registration that was tried {@code tries} times itself. */
    int failures(int tries) {
        return standing instanceof Standing.Down down ? Math.max(tries, down.inARow() - 1) : tries;
    }

    /** The admin token was refused. Boards that end at the same moment are refused alike; one alarm is enough. */
    void tokenRefused(String why) {
        if (!(standing instanceof Standing.TokenRefused)) {
            LOG.error("The back office refused the admin token: no registrations until its file changes. {}", why);
        }
        standing = new Standing.TokenRefused(why, tokenFile());
    }

    /** The clock was set back: what was to wait until a time of the old clock waits no longer. */
    void clockSetBack() {
        if (standing instanceof Standing.Down) {
            standing = new Standing.Fine();
        }
    }

    private String tokenFile() {
        return settings.tokenFile()
                .map(file -> new SecretFile("admin token", file, Optional.empty()).version())
                .orElse("");
    }
}
