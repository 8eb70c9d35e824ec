package org.twomes.station.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.twomes.station.ledger.BoardAttempt;
import org.twomes.station.ledger.UnitState;

/**
 * Figures of a stretch of time, from the attempts that began in it.
 *
 * @param boards all of it
 * @param perHour good boards an hour, over the hours in which a board was plugged; an hour that the stretch cuts counts for its
 *     part
 * @param hours each whole hour of the stretch; a board stands in the one in which its last attempt began
 * @param failures most frequent first
 * @param slots by name; a board stands in the slot of its last attempt
 * @param firmware by name, likewise
 */
public record ShiftFigures(
        BoardCount boards,
        double perHour,
        List<Hour> hours,
        List<Cause> failures,
        List<Group> slots,
        List<Group> firmware) {

    /** Boards whose last attempt began within an hour from {@code from}. */
    public record Hour(Instant from, BoardCount boards) {}

    /**
     * A stage and code at which attempts failed.
     *
     * @param boards boards whose last attempt failed so
     * @param times attempts that failed so
     * @param share of all failed attempts, 0 to 1
     * @param cumulative the share of all failed attempts up to this line
     */
    public record Cause(String stage, String code, int boards, int times, double share, double cumulative) {}

    /** Boards with something in common; {@code median} is the seconds from DETECTED to IDENTIFIED of attempts that passed. */
    public record Group(String name, BoardCount boards, double median) {}

    private static final double MS_PER_S = 1000;
    private static final double SECONDS_PER_HOUR = 3600;

    /** Of the attempts that began from {@code from} on and before {@code to}, oldest first; hours are those of {@code zone}. */
    public static ShiftFigures of(List<BoardAttempt> attempts, Instant from, Instant to, ZoneId zone) {
        List<Board> boards = Board.of(attempts);
        List<BoardAttempt> counted = attempts.stream().filter(Board::counts).toList();
        List<Hour> hours = hours(boards, counted, from, to, zone);
        return new ShiftFigures(
                BoardCount.of(boards, counted),
                perHour(hours, from, to),
                hours,
                causes(boards, counted),
                groups(boards, counted, attempt -> attempt.work().slot()),
                groups(boards, counted, attempt -> attempt.work().bundle()));
    }

    private static double perHour(List<Hour> hours, Instant from, Instant to) {
        double worked = 0;
        int good = 0;
        for (Hour hour : hours) {
            if (hour.boards().plugged() > 0) {
                Instant begin = hour.from().isBefore(from) ? from : hour.from();
                Instant next = hour.from().plus(1, ChronoUnit.HOURS);
                worked += seconds(begin, to.isBefore(next) ? to : next) / SECONDS_PER_HOUR;
                good += hour.boards().yields().good();
            }
        }
        return worked == 0 ? 0 : good / worked;
    }

    private static List<Hour> hours(
            List<Board> boards, List<BoardAttempt> attempts, Instant from, Instant to, ZoneId zone) {
        Function<BoardAttempt, Instant> hour = attempt -> attempt.times()
                .began()
                .atZone(zone)
                .truncatedTo(ChronoUnit.HOURS)
                .toInstant();
        Map<Instant, BoardCount> counts = counts(boards, attempts, hour);
        List<Hour> hours = new ArrayList<>();
        Instant begin = from.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
        while (begin.isBefore(to)) {
            hours.add(new Hour(begin, counts.getOrDefault(begin, BoardCount.of(List.of()))));
            begin = begin.plus(1, ChronoUnit.HOURS);
        }
        return hours;
    }

    /** Counts what has something in common, in its order: boards by their last attempts, attempts by themselves. */
    static <K extends Comparable<K>> Map<K, BoardCount> counts(
            List<Board> boards, List<BoardAttempt> attempts, Function<BoardAttempt, K> common) {
        Map<K, List<Board>> boardsOf = new TreeMap<>();
        boards.forEach(board -> boardsOf.computeIfAbsent(common.apply(board.last()), key -> new ArrayList<>())
                .add(board));
        Map<K, BoardCount> counts = new TreeMap<>();
        by(attempts, common)
                .forEach((key, ran) -> counts.put(key, BoardCount.of(boardsOf.getOrDefault(key, List.of()), ran)));
        return counts;
    }

    private static <K extends Comparable<K>> Map<K, List<BoardAttempt>> by(
            List<BoardAttempt> attempts, Function<BoardAttempt, K> common) {
        Map<K, List<BoardAttempt>> by = new TreeMap<>();
        attempts.forEach(attempt -> by.computeIfAbsent(common.apply(attempt), key -> new ArrayList<>())
                .add(attempt));
        return by;
    }

    private static BoardAttempt.Cause cause(BoardAttempt attempt) {
        return attempt.cause().orElseGet(() -> new BoardAttempt.Cause(UnitState.FAILED, "?"));
    }

    private static List<Cause> causes(List<Board> boards, List<BoardAttempt> attempts) {
        Map<BoardAttempt.Cause, Integer> times = new HashMap<>();
        attempts.stream()
                .filter(attempt -> attempt.state() == UnitState.FAILED)
                .forEach(attempt -> times.merge(cause(attempt), 1, Integer::sum));
        Map<BoardAttempt.Cause, Integer> lost = new HashMap<>();
        boards.stream()
                .filter(board -> board.result() == BoardResult.FAILED)
                .forEach(board -> lost.merge(cause(board.last()), 1, Integer::sum));
        double all = times.values().stream().mapToInt(Integer::intValue).sum();
        List<Map.Entry<BoardAttempt.Cause, Integer>> order = new ArrayList<>(times.entrySet());
        order.sort(Map.Entry.<BoardAttempt.Cause, Integer>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().toString()));
        List<Cause> causes = new ArrayList<>();
        int sum = 0;
        for (Map.Entry<BoardAttempt.Cause, Integer> entry : order) {
            BoardAttempt.Cause why = entry.getKey();
            int failed = entry.getValue();
            sum += failed;
            causes.add(new Cause(
                    why.stage().name(), why.code(), lost.getOrDefault(why, 0), failed, failed / all, sum / all));
        }
        return causes;
    }

    private static List<Group> groups(
            List<Board> boards, List<BoardAttempt> attempts, Function<BoardAttempt, String> name) {
        Map<String, List<BoardAttempt>> ran = by(attempts, name);
        List<Group> groups = new ArrayList<>();
        counts(boards, attempts, name)
                .forEach((key, count) -> groups.add(new Group(
                        key, count, Quantile.of(cycles(ran.getOrDefault(key, List.of())), Quantile.MEDIAN))));
        return groups;
    }

    /** Seconds that attempts took which passed. */
    static List<Double> cycles(List<BoardAttempt> attempts) {
        List<Double> cycles = new ArrayList<>();
        for (BoardAttempt attempt : attempts) {
            if (Board.result(attempt).good()) {
                attempt.times()
                        .identified()
                        .ifPresent(at -> cycles.add(seconds(attempt.times().began(), at)));
            }
        }
        return cycles;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MS_PER_S;
    }
}
