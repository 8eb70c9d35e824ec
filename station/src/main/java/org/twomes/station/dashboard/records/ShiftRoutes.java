package org.twomes.station.dashboard.records;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.twomes.station.config.DashboardSection;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.dashboard.Registrations;
import org.twomes.station.dashboard.http.Guard;
import org.twomes.station.dashboard.http.JsonAnswers;
import org.twomes.station.dashboard.http.Query;
import org.twomes.station.figures.ShiftFigures;
import org.twomes.station.figures.StageTimes;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;

/**
 * Figures of a stretch of time: {@code GET /api/shift?from=TIME&to=TIME} (ISO 8601, UTC; today up to now without them) and
 * {@code GET /api/shift.csv?table=NAME} with the same parameters; {@code GET /api/shifts} has the shifts of the
 * configuration to choose from.
 */
public final class ShiftRoutes {
    /** Attempts whose stages are timed, the newest: more would say the same, later. */
    private static final int TIMED = 5000;

    private final LiveConfig live;
    private final Ledger ledger;
    private final Registrations registrations;
    private final Clock clock;
    private final ZoneId zone;

    public ShiftRoutes(LiveConfig live, Ledger ledger, Registrations registrations, Clock clock, ZoneId zone) {
        this.live = live;
        this.ledger = ledger;
        this.registrations = registrations;
        this.clock = clock;
        this.zone = zone;
    }

    public void add(RoutesConfig routes) {
        routes.get("/api/shift", context -> JsonAnswers.json(context, shift(context)));
        routes.get("/api/shift.csv", this::csv);
        routes.get("/api/shifts", context -> JsonAnswers.json(context, named()));
    }

    /** A stretch of time with its figures, the times of its stages, and what waits now. */
    record Shift(
            Instant from,
            Instant to,
            ShiftFigures figures,
            List<StageTimes.Stage> stages,
            Backlog backlog,
            Labels labels) {}

    /** Registrations that wait now; {@code oldestSeconds} is the age of the oldest. */
    record Backlog(int waiting, Optional<Long> oldestSeconds, String standing) {}

    /** Labels that this station gave in the stretch, and the sheets they are on. */
    record Labels(int used, int sheets) {}

    /** A shift of the configuration: local times, HH:MM; {@code to} is the next day's where it is not after {@code from}. */
    record Named(String name, String from, String to) {}

    private List<Named> named() {
        List<DashboardSection.Shift> shifts = live.now().dashboard().shifts();
        return IntStream.range(0, shifts.size())
                .mapToObj(i -> new Named(
                        shifts.get(i).name(),
                        shifts.get(i).from(),
                        shifts.get((i + 1) % shifts.size()).from()))
                .toList();
    }

    private Shift shift(Context context) {
        Query.Stretch stretch = Query.stretch(context, clock, zone);
        // Of this station alone: others of the fleet have slots of the same names.
        Optional<String> station = Optional.of(live.now().station().name());
        Instant from = stretch.from();
        Instant to = stretch.to();
        return new Shift(
                from,
                to,
                ShiftFigures.of(ledger.figures().attempts(from, to, station), from, to, zone),
                StageTimes.of(ledger.figures().steps(from, to, station, TIMED)),
                backlog(),
                labels(stretch));
    }

    private Backlog backlog() {
        Instant now = clock.instant();
        return new Backlog(
                ledger.outbox().waiting(),
                ledger.outbox()
                        .oldest()
                        .map(since -> Duration.between(since, now).toSeconds()),
                registrations.standing());
    }

    private Labels labels(Query.Stretch stretch) {
        SheetLedger.Used used = ledger.sheets().used(live.now().station().name(), stretch.from(), stretch.to());
        return new Labels(used.labels(), used.sheets());
    }

    private void csv(Context context) {
        String table = Query.text(context, "table").orElse("");
        Optional<String> csv = ShiftCsv.of(shift(context), table);
        if (csv.isPresent()) {
            JsonAnswers.csv(context, table, csv.get());
        } else {
            Guard.stop(context, HttpStatus.NOT_FOUND, "tables: " + String.join(", ", ShiftCsv.TABLES));
        }
    }
}
