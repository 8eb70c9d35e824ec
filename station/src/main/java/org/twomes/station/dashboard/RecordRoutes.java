package org.twomes.station.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.access.Role;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** What was: shifts, units, sheets, and who did what. */
final class RecordRoutes {
    /** Rows of an answer; a search narrows further. */
    private static final int MOST_ROWS = 500;

    private static final int AUDIT_LINES = 300;
    private static final int SHEETS = 200;
    /** The longest stretch that figures are made of at once: a quarter. */
    private static final Duration LONGEST = Duration.ofDays(93);

    private final DoorParts parts;

    RecordRoutes(DoorParts parts) {
        this.parts = parts;
    }

    void add(RoutesConfig routes) {
        routes.get("/api/shift", this::shift);
        routes.get("/api/shift.csv", this::shiftCsv);
        routes.get("/api/units", this::units);
        routes.get("/api/units.csv", this::unitsCsv);
        routes.get("/api/unit", this::unit);
        routes.get(
                "/api/sheets",
                context -> Answers.json(
                        context,
                        new Sheets(
                                parts.config().sticker().mode().name(),
                                parts.ledger().sheets().sheets(SHEETS))));
        routes.get("/api/sheet", this::sheet);
        routes.get("/api/sheet.png", this::preview);
        routes.get(
                "/api/bundles",
                context -> Answers.json(
                        context,
                        new Bundles(parts.firmware().current(), parts.firmware().available())));
        routes.get("/api/audit", context -> {
            if (Guard.allows(context, Role.SUPERVISOR)) {
                Answers.json(context, parts.ledger().auditLines(AUDIT_LINES));
            }
        });
    }

    /** A stretch of time with its figures, and what waits now. */
    record Shift(Instant from, Instant to, ShiftFigures figures, Backlog backlog, Labels labels) {}

    /** Registrations that wait now; {@code oldestSeconds} is the age of the oldest. */
    record Backlog(int waiting, Optional<Long> oldestSeconds, String standing) {}

    /** Label positions used on sheets opened in the stretch, and those sheets. */
    record Labels(int used, int sheets) {}

    /** The newest sheets. */
    record Sheets(String mode, List<SheetLedger.Sheet> sheets) {}

    /** Bundles to choose from. */
    record Bundles(String current, List<String> available) {}

    /** A unit with everything that happened to it. */
    record Unit(UnitRecord unit, List<AttemptRecord> attempts, int reprints) {}

    /** A sheet with its labels; tokens stay in the ledger. */
    record SheetPage(SheetLedger.Sheet sheet, List<Place> labels) {}

    /** A label on a sheet. */
    record Place(int position, long unit, String name, String deviceType, String slot, Instant at, int reprints) {}

    /** Times that make no stretch. */
    private static final class BadTime extends Exception {
        private static final long serialVersionUID = 1;

        BadTime(String message) {
            super(message);
        }
    }

    private record Stretch(Instant from, Instant to) {}

    private Stretch stretch(Context context) throws BadTime {
        Instant now = parts.clock().instant();
        Instant to = time(context, "to").orElse(now);
        Instant midnight = now.atZone(parts.zone())
                .toLocalDate()
                .atStartOfDay(parts.zone())
                .toInstant();
        Instant from = time(context, "from").orElse(midnight);
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new BadTime("from must be before to, by at most " + LONGEST.toDays() + " days");
        }
        return new Stretch(from, to);
    }

    private static Optional<Instant> time(Context context, String name) throws BadTime {
        String text = context.queryParam(name);
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new BadTime(name + " is a time like 2026-11-24T06:00:00Z");
        }
    }

    private ShiftFigures figures(Stretch stretch) {
        return ShiftFigures.of(
                parts.ledger().units().attemptsBetween(stretch.from(), stretch.to()),
                stretch.from(),
                stretch.to(),
                parts.zone());
    }

    private void shift(Context context) {
        try {
            Stretch stretch = stretch(context);
            Instant now = parts.clock().instant();
            Backlog backlog = new Backlog(
                    parts.ledger().outbox().waiting(),
                    parts.ledger()
                            .outbox()
                            .oldest()
                            .map(since -> Duration.between(since, now).toSeconds()),
                    parts.registrations().standing());
            List<SheetLedger.Sheet> sheets = parts.ledger().sheets().sheets(SHEETS).stream()
                    .filter(sheet -> !sheet.opened().isBefore(stretch.from())
                            && sheet.opened().isBefore(stretch.to()))
                    .toList();
            int used = sheets.stream().mapToInt(SheetLedger.Sheet::used).sum();
            Answers.json(
                    context,
                    new Shift(
                            stretch.from(), stretch.to(), figures(stretch), backlog, new Labels(used, sheets.size())));
        } catch (BadTime e) {
            Guard.stop(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void shiftCsv(Context context) {
        try {
            String table = Optional.ofNullable(context.queryParam("table")).orElse("");
            Optional<String> csv = ShiftCsv.of(figures(stretch(context)), table);
            if (csv.isPresent()) {
                Answers.csv(context, table, csv.get());
            } else {
                Guard.stop(context, HttpStatus.NOT_FOUND, "tables: hours, stages, failures, slots, firmware, yield");
            }
        } catch (BadTime e) {
            Guard.stop(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private List<UnitRecord> search(Context context) throws BadTime {
        Optional<UnitState> state;
        try {
            state = text(context, "state").map(word -> UnitState.valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new BadTime("state is one of " + List.of(UnitState.values()));
        }
        return parts.ledger()
                .units()
                .search(new UnitQuery(
                        text(context, "text"),
                        state,
                        text(context, "slot"),
                        time(context, "from"),
                        time(context, "to"),
                        MOST_ROWS));
    }

    private static Optional<String> text(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private void units(Context context) {
        try {
            Answers.json(context, search(context));
        } catch (BadTime e) {
            Guard.stop(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void unitsCsv(Context context) {
        try {
            Answers.csv(context, "units", UnitsCsv.of(search(context)));
        } catch (BadTime e) {
            Guard.stop(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void unit(Context context) {
        Optional<UnitRecord> unit = text(context, "id")
                .filter(id -> id.matches("\\d{1,18}"))
                .flatMap(id -> parts.ledger().units().unit(Long.parseLong(id)));
        if (unit.isEmpty()) {
            Guard.stop(context, HttpStatus.NOT_FOUND, "no such unit");
            return;
        }
        long id = unit.get().id();
        int reprints = unit.get().label().isPresent()
                ? parts.ledger()
                        .sheets()
                        .label(id)
                        .map(SheetLedger.Label::reprints)
                        .orElse(0)
                : 0;
        Answers.json(context, new Unit(unit.get(), parts.ledger().units().attempts(id), reprints));
    }

    private void sheet(Context context) {
        Optional<SheetLedger.Sheet> sheet = text(context, "number")
                .flatMap(number -> parts.ledger().sheets().sheet(number));
        if (sheet.isEmpty()) {
            Guard.stop(context, HttpStatus.NOT_FOUND, "no such sheet");
            return;
        }
        List<Place> places = parts.ledger().sheets().labels(sheet.get().id()).stream()
                .map(label -> new Place(
                        label.place().position(),
                        label.unit(),
                        label.name(),
                        label.deviceType(),
                        label.slot(),
                        label.at(),
                        label.reprints()))
                .toList();
        Answers.json(context, new SheetPage(sheet.get(), places));
    }

    /** Only sheets that the ledger knows are drawn: the number never becomes a path here. */
    private void preview(Context context) {
        Optional<byte[]> picture = text(context, "number")
                .flatMap(number -> parts.ledger().sheets().sheet(number))
                .flatMap(sheet -> parts.sheets().preview(sheet.number()));
        if (picture.isPresent()) {
            context.contentType("image/png").result(picture.get());
        } else {
            Guard.stop(context, HttpStatus.NOT_FOUND, "there is no picture of that sheet");
        }
    }
}
