package org.twomes.station.dashboard.records;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.access.Role;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.dashboard.FirmwareChoice;
import org.twomes.station.dashboard.SheetControl;
import org.twomes.station.dashboard.http.BadQuery;
import org.twomes.station.dashboard.http.Guard;
import org.twomes.station.dashboard.http.JsonAnswers;
import org.twomes.station.dashboard.http.Query;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.LabelState;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.PrintQueue;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/**
 * What was: units, sheets, and who did what. {@code GET /api/units} (and {@code .csv}) takes {@code text} (part of a name, or of a
 * MAC with any separators or none), {@code state}, {@code slot}, {@code from} and {@code to}; {@code GET /api/unit?id=}; {@code GET /api/sheets};
 * {@code GET /api/sheet?number=} and its picture {@code /api/sheet.png?number=}; {@code GET /api/bundles};
 * {@code GET /api/audit} for supervisors.
 */
public final class RecordRoutes {
    /** Rows of an answer; a search narrows further. */
    private static final int MOST_ROWS = 500;

    private static final int AUDIT_LINES = 300;
    private static final int SHEETS = 200;

    private final LiveConfig live;
    private final Ledger ledger;
    private final FirmwareChoice firmware;
    private final SheetControl sheets;
    private final ZoneId zone;

    public RecordRoutes(LiveConfig live, Ledger ledger, FirmwareChoice firmware, SheetControl sheets, ZoneId zone) {
        this.live = live;
        this.ledger = ledger;
        this.firmware = firmware;
        this.sheets = sheets;
        this.zone = zone;
    }

    public void add(RoutesConfig routes) {
        routes.get("/api/units", context -> JsonAnswers.json(context, search(context)));
        routes.get("/api/units.csv", context -> JsonAnswers.csv(context, "units", UnitsCsv.of(search(context))));
        routes.get("/api/unit", this::unit);
        routes.get(
                "/api/sheets",
                context -> JsonAnswers.json(
                        context,
                        new Sheets(
                                live.now().sticker().mode().name(),
                                ledger.sheets().sheets(SHEETS))));
        routes.get("/api/sheet", this::sheet);
        routes.get("/api/sheet.png", this::preview);
        routes.get(
                "/api/bundles",
                context -> JsonAnswers.json(context, new Bundles(firmware.current(), firmware.available())));
        routes.get("/api/audit", this::audit);
        routes.head("/api/audit", this::audit);
    }

    private void audit(Context context) {
        if (Guard.allows(context, Role.SUPERVISOR)) {
            JsonAnswers.json(context, ledger.auditLines(AUDIT_LINES));
        }
    }

    /** The newest sheets. */
    record Sheets(String mode, List<SheetLedger.Sheet> sheets) {}

    /** Bundles to choose from. */
    record Bundles(String current, List<String> available) {}

    /**
     * A unit with everything that happened to it.
     *
     * @param deadLabels labels of the board's earlier lives that may be on paper
     * @param data what the board alone was given, nothing secret
     */
    record Unit(
            UnitRecord unit,
            List<AttemptRecord> attempts,
            int reprints,
            List<DeadLabel> deadLabels,
            List<GivenData.Shown> data) {}

    /** A sheet with its labels; tokens stay in the ledger. */
    record SheetPage(SheetLedger.Sheet sheet, List<Place> labels, Optional<Print> print) {}

    /** How far the printing of a sheet is; {@code detail} says why it waits or failed. */
    record Print(String state, String job, String detail, Instant changed) {
        private static Print of(PrintQueue.Job job) {
            return new Print(job.state().name(), job.job(), job.detail(), job.changed());
        }
    }

    /** A label on a sheet. */
    record Place(
            int position,
            long unit,
            String name,
            String deviceType,
            String slot,
            Instant at,
            int reprints,
            LabelState state) {}

    private List<UnitRecord> search(Context context) {
        return ledger.units()
                .search(new UnitQuery(
                        Query.text(context, "text"),
                        Query.text(context, "state").map(RecordRoutes::state),
                        Query.text(context, "slot"),
                        Query.time(context, "from", zone),
                        Query.time(context, "to", zone),
                        MOST_ROWS));
    }

    private static UnitState state(String word) {
        try {
            return UnitState.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadQuery("state is one of " + List.of(UnitState.values()));
        }
    }

    private void unit(Context context) {
        Optional<UnitRecord> unit = Query.text(context, "id")
                .filter(id -> id.matches("\\d{1,18}"))
                .flatMap(id -> ledger.units().unit(Long.parseLong(id)));
        if (unit.isEmpty()) {
            Guard.stop(context, HttpStatus.NOT_FOUND, "no such unit");
            return;
        }
        long id = unit.get().id();
        int reprints = unit.get().label().isPresent()
                ? ledger.sheets().label(id).map(SheetLedger.Label::reprints).orElse(0)
                : 0;
        JsonAnswers.json(
                context,
                new Unit(
                        unit.get(),
                        ledger.units().attempts(id),
                        reprints,
                        ledger.sheets().dead(unit.get().mac()),
                        ledger.unitData().shown(unit.get().mac())));
    }

    private void sheet(Context context) {
        Optional<SheetLedger.Sheet> sheet =
                Query.text(context, "number").flatMap(number -> ledger.sheets().sheet(number));
        if (sheet.isEmpty()) {
            Guard.stop(context, HttpStatus.NOT_FOUND, "no such sheet");
            return;
        }
        List<Place> places = ledger.sheets().allLabels(sheet.get().id()).stream()
                .map(label -> new Place(
                        label.place().position(),
                        label.unit(),
                        label.name(),
                        label.deviceType(),
                        label.slot(),
                        label.at(),
                        label.reprints(),
                        label.place().state()))
                .toList();
        Optional<Print> print = ledger.prints().job(sheet.get().id()).map(Print::of);
        JsonAnswers.json(context, new SheetPage(sheet.get(), places, print));
    }

    /** Only sheets that the ledger knows are drawn: the number never becomes a path here. */
    private void preview(Context context) {
        Optional<byte[]> picture = Query.text(context, "number")
                .flatMap(number -> ledger.sheets().sheet(number))
                .flatMap(sheet -> sheets.preview(sheet.number()));
        if (picture.isPresent()) {
            context.contentType("image/png").result(picture.get());
        } else {
            Guard.stop(context, HttpStatus.NOT_FOUND, "there is no picture of that sheet");
        }
    }
}
