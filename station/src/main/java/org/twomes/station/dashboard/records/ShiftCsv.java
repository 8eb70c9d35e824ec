package org.twomes.station.dashboard.records;

import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Csv;

/** Each table of the shift page as CSV. */
public final class ShiftCsv {
    /** Names of the tables. */
    public static final List<String> TABLES = List.of("figures", "hours", "stages", "failures", "slots", "firmware");

    private ShiftCsv() {}

    /** The table of that name; empty when there is none. */
    static Optional<String> of(ShiftRoutes.Shift shift, String table) {
        ShiftFigures figures = shift.figures();
        return switch (table) {
            case "figures" -> Optional.of(figures(shift));
            case "hours" -> Optional.of(hours(figures));
            case "stages" -> Optional.of(stages(figures));
            case "failures" -> Optional.of(failures(figures));
            case "slots" -> Optional.of(groups("slot", figures.slots()));
            case "firmware" -> Optional.of(groups("bundle", figures.firmware()));
            default -> Optional.empty();
        };
    }

    private static String hours(ShiftFigures figures) {
        Csv csv = new Csv("from", "passed", "failed", "held");
        figures.hours().forEach(hour -> csv.row(hour.from(), hour.passed(), hour.failed(), hour.held()));
        return csv.text();
    }

    private static String stages(ShiftFigures figures) {
        Csv csv = new Csv("stage", "times", "median_s", "p95_s");
        figures.stages().forEach(stage -> csv.row(stage.stage(), stage.times(), stage.median(), stage.p95()));
        return csv.text();
    }

    private static String failures(ShiftFigures figures) {
        Csv csv = new Csv("stage", "code", "times", "share", "cumulative");
        figures.failures()
                .forEach(cause ->
                        csv.row(cause.stage(), cause.code(), cause.times(), cause.share(), cause.cumulative()));
        return csv.text();
    }

    private static String groups(String what, List<ShiftFigures.Group> groups) {
        Csv csv = new Csv(what, "passed", "failed", "held", "median_s");
        groups.forEach(group -> csv.row(group.name(), group.passed(), group.failed(), group.held(), group.median()));
        return csv.text();
    }

    private static String figures(ShiftRoutes.Shift shift) {
        ShiftFigures figures = shift.figures();
        return new Csv("figure", "value", "of")
                .row("from", shift.from(), "")
                .row("to", shift.to(), "")
                .row("passed", figures.passed(), "")
                .row("failed", figures.failed(), "")
                .row("held", figures.held(), "")
                .row("failed before the MAC was known", figures.unknown(), "")
                .row("passed an hour", figures.perHour(), "")
                .row(
                        "first pass",
                        figures.firstPass().good(),
                        figures.firstPass().of())
                .row("final", figures.finalPass().good(), figures.finalPass().of())
                .row("registrations waiting", shift.backlog().waiting(), "")
                .row(
                        "age of the oldest in s",
                        shift.backlog().oldestSeconds().map(String::valueOf).orElse(""),
                        "")
                .row("labels", shift.labels().used(), "")
                .row("sheets", shift.labels().sheets(), "")
                .text();
    }
}
