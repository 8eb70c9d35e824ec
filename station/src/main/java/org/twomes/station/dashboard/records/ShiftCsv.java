package org.twomes.station.dashboard.records;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.twomes.station.common.Csv;
import org.twomes.station.figures.BoardCount;
import org.twomes.station.figures.ShiftFigures;

/** Each table of the shift page as CSV. */
public final class ShiftCsv {
    /** Names of the tables. */
    public static final List<String> TABLES = List.of("figures", "hours", "stages", "failures", "slots", "firmware");

    /** Columns of a count of boards. */
    private static final List<String> COUNTS = List.of(
            "plugged",
            "passed",
            "waiting",
            "failed",
            "held",
            "under_way",
            "first_pass",
            "good",
            "judged",
            "attempts",
            "attempts_failed",
            "attempts_held");

    private ShiftCsv() {}

    /** The table of that name; empty when there is none. */
    static Optional<String> of(ShiftRoutes.Shift shift, String table) {
        ShiftFigures figures = shift.figures();
        return switch (table) {
            case "figures" -> Optional.of(figures(shift));
            case "hours" -> Optional.of(hours(figures));
            case "stages" -> Optional.of(stages(shift));
            case "failures" -> Optional.of(failures(figures));
            case "slots" -> Optional.of(groups("slot", figures.slots()));
            case "firmware" -> Optional.of(groups("bundle", figures.firmware()));
            default -> Optional.empty();
        };
    }

    private static String hours(ShiftFigures figures) {
        Csv csv = new Csv(columns("from"));
        figures.hours().forEach(hour -> csv.row(cells(hour.from(), hour.boards())));
        return csv.text();
    }

    private static String stages(ShiftRoutes.Shift shift) {
        Csv csv = new Csv("stage", "times", "median_s", "p95_s");
        shift.stages().forEach(stage -> csv.row(stage.stage(), stage.times(), stage.median(), stage.p95()));
        return csv.text();
    }

    private static String failures(ShiftFigures figures) {
        Csv csv = new Csv("stage", "code", "boards", "attempts", "share", "cumulative");
        figures.failures()
                .forEach(cause -> csv.row(
                        cause.stage(), cause.code(), cause.boards(), cause.times(), cause.share(), cause.cumulative()));
        return csv.text();
    }

    private static String groups(String what, List<ShiftFigures.Group> groups) {
        Csv csv = new Csv(columns(what, "median_s"));
        groups.forEach(group -> csv.row(cells(group.name(), group.boards(), group.median())));
        return csv.text();
    }

    private static String[] columns(String first, String... more) {
        return Stream.of(Stream.of(first), COUNTS.stream(), Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }

    private static Object[] cells(Object first, BoardCount boards, Object... more) {
        Stream<Object> counts = Stream.of(
                boards.plugged(),
                boards.passed(),
                boards.waiting(),
                boards.failed(),
                boards.held(),
                boards.underWay(),
                boards.yields().firstPass(),
                boards.yields().good(),
                boards.yields().of(),
                boards.attempts().begun(),
                boards.attempts().failed(),
                boards.attempts().held());
        return Stream.of(Stream.of(first), counts, Stream.of(more))
                .flatMap(part -> part)
                .toArray();
    }

    private static String figures(ShiftRoutes.Shift shift) {
        ShiftFigures figures = shift.figures();
        BoardCount boards = figures.boards();
        BoardCount.Yields yields = boards.yields();
        return new Csv("figure", "value", "of")
                .row("from", shift.from(), "")
                .row("to", shift.to(), "")
                .row("boards plugged", boards.plugged(), "")
                .row("boards passed", boards.passed(), "")
                .row("boards waiting for registration", boards.waiting(), "")
                .row("boards failed", boards.failed(), "")
                .row("boards held", boards.held(), "")
                .row("boards under way", boards.underWay(), "")
                .row("good boards an hour", figures.perHour(), "")
                .row("first-pass yield", yields.firstPass(), yields.of())
                .row("final yield", yields.good(), yields.of())
                .row("attempts", boards.attempts().begun(), "")
                .row("attempts failed", boards.attempts().failed(), "")
                .row("attempts held", boards.attempts().held(), "")
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
