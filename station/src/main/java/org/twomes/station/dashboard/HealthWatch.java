package org.twomes.station.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.twomes.station.pipeline.Health;

/** Looks at the station's health at most once in a while, however many ask: a look writes to the ledger. */
final class HealthWatch {
    /** How old a report may be. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final Supplier<Health.Report> look;
    private final Clock clock;
    private Optional<Health.Report> report = Optional.empty();
    private Instant looked = Instant.EPOCH;

    HealthWatch(Supplier<Health.Report> look, Clock clock) {
        this.look = look;
        this.clock = clock;
    }

    synchronized Health.Report report() {
        Instant now = clock.instant();
        boolean fresh = !now.isBefore(looked) && now.isBefore(looked.plus(FRESH));
        if (report.isEmpty() || !fresh) {
            report = Optional.of(look.get());
            looked = now;
        }
        return report.get();
    }
}
