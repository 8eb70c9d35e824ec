package org.twomes.station.dashboard.records;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;

/**
 * Figures of a stretch of time, from the attempts that ended in it. An attempt passed when it reached IDENTIFIED or more
 * without failure: what then still waits is the back office, not the board. A held one neither passed nor failed.
 *
 * @param ended attempts that ended
 * @param passed of them
 * @param failed of them
 * @param held of them
 * @param unknown failed before their MAC was known; they count in no yield
 * @param perHour attempts that passed an hour, over the hours in which one ended; an hour that the stretch cuts counts for its
 *     part
 * @param firstPass boards, by MAC, whose first attempt passed
 * @param finalPass boards that passed or failed, the last word counts
 * @param hours each whole hour of the stretch
 * @param stages stages in order, those that were reached
 * @param failures most frequent first
 * @param slots by name
 * @param firmware by name
 */
public record ShiftFigures(
        int ended,
        int passed,
        int failed,
        int held,
        int unknown,
        double perHour,
        Yield firstPass,
        Yield finalPass,
        List<Hour> hours,
        List<Stage> stages,
        List<Cause> failures,
        List<Group> slots,
        List<Group> firmware) {

    /** The share of {@code of} boards that are {@code good}. */
    record Yield(int good, int of) {}

    /** Attempts that ended within an hour from {@code from}. */
    record Hour(Instant from, int passed, int failed, int held) {}

    /** How long reaching a stage took from the one before, in seconds. */
    record Stage(String stage, int times, double median, double p95) {}

    /** A stage and code at which attempts failed; {@code cumulative} is the share of all failures up to this line. */
    record Cause(String stage, String code, int times, double share, double cumulative) {}

    /** Attempts with something in common; {@code median} is the seconds from DETECTED to the end of those that passed. */
    record Group(String name, int passed, int failed, int held, double median) {}

    /** How an attempt ended. */
    enum Verdict {
        PASSED,
        FAILED,
        HELD,
        OPEN
    }

    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;
    private static final double MS_PER_S = 1000;
    private static final double SECONDS_PER_HOUR = 3600;

    static ShiftFigures of(List<AttemptRecord> attempts, Instant from, Instant to, ZoneId zone) {
        List<AttemptRecord> ended =
                attempts.stream().filter(a -> verdict(a) != Verdict.OPEN).toList();
        int failed = count(ended, Verdict.FAILED);
        List<Hour> hours = hours(ended, from, to, zone);
        return new ShiftFigures(
                ended.size(),
                count(ended, Verdict.PASSED),
                failed,
                count(ended, Verdict.HELD),
                (int) ended.stream()
                        .filter(a -> verdict(a) == Verdict.FAILED && a.mac().isEmpty())
                        .count(),
                perHour(hours, from, to),
                firstPass(ended),
                finalPass(ended),
                hours,
                stages(ended),
                causes(ended, failed),
                groups(ended, AttemptRecord::slot),
                groups(ended, AttemptRecord::bundle));
    }

    static Verdict verdict(AttemptRecord attempt) {
        return switch (attempt.state()) {
            case FAILED -> Verdict.FAILED;
            case HELD -> stayed(attempt) ? Verdict.OPEN : Verdict.HELD;
            case IDENTIFIED, REGISTERED, LABELLED -> Verdict.PASSED;
            default -> attempt.failure().isPresent() ? Verdict.FAILED : Verdict.OPEN;
        };
    }

    /** Nobody plugged that board: it was counted before the station's restart. */
    private static boolean stayed(AttemptRecord attempt) {
        return attempt.failure()
                .filter(why -> why.code().equals(FaultCode.STAYED.name()))
                .isPresent();
    }

    /** When it failed, was held or was identified; the registration and label of what passed may come hours later. */
    public static Instant end(AttemptRecord attempt) {
        if (verdict(attempt) == Verdict.PASSED) {
            for (AttemptRecord.Transition transition : attempt.transitions()) {
                if (transition.state() == UnitState.IDENTIFIED) {
                    return transition.at();
                }
            }
        }
        List<AttemptRecord.Transition> transitions = attempt.transitions();
        return transitions.isEmpty()
                ? Instant.EPOCH
                : transitions.get(transitions.size() - 1).at();
    }

    private static int count(List<AttemptRecord> attempts, Verdict verdict) {
        return (int) attempts.stream().filter(a -> verdict(a) == verdict).count();
    }

    private static double perHour(List<Hour> hours, Instant from, Instant to) {
        double worked = 0;
        int passed = 0;
        for (Hour hour : hours) {
            if (hour.passed() + hour.failed() + hour.held() > 0) {
                Instant begin = hour.from().isBefore(from) ? from : hour.from();
                Instant next = hour.from().plus(1, ChronoUnit.HOURS);
                worked += seconds(begin, to.isBefore(next) ? to : next) / SECONDS_PER_HOUR;
                passed += hour.passed();
            }
        }
        return worked == 0 ? 0 : passed / worked;
    }

    private static Yield firstPass(List<AttemptRecord> ended) {
        List<AttemptRecord> first = ended.stream()
                .filter(a -> a.ordinal() == 1 && a.mac().isPresent() && verdict(a) != Verdict.HELD)
                .toList();
        return new Yield(count(first, Verdict.PASSED), first.size());
    }

    private static Yield finalPass(List<AttemptRecord> ended) {
        Map<String, Verdict> last = new HashMap<>();
        ended.stream()
                .filter(a -> a.mac().isPresent() && verdict(a) != Verdict.HELD)
                .sorted(Comparator.comparing(ShiftFigures::end))
                .forEach(a -> last.put(a.mac().get(), verdict(a)));
        int good = (int) last.values().stream().filter(v -> v == Verdict.PASSED).count();
        return new Yield(good, last.size());
    }

    private static List<Hour> hours(List<AttemptRecord> ended, Instant from, Instant to, ZoneId zone) {
        Map<Instant, Map<Verdict, Integer>> counts = new TreeMap<>();
        Instant hour = from.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
        while (hour.isBefore(to)) {
            counts.put(hour, new EnumMap<>(Verdict.class));
            hour = hour.plus(1, ChronoUnit.HOURS);
        }
        for (AttemptRecord attempt : ended) {
            Instant of = end(attempt).atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
            Map<Verdict, Integer> row = counts.get(of);
            if (row != null) {
                row.merge(verdict(attempt), 1, Integer::sum);
            }
        }
        List<Hour> hours = new ArrayList<>();
        counts.forEach((begin, row) -> hours.add(new Hour(
                begin,
                row.getOrDefault(Verdict.PASSED, 0),
                row.getOrDefault(Verdict.FAILED, 0),
                row.getOrDefault(Verdict.HELD, 0))));
        return hours;
    }

    private static List<Stage> stages(List<AttemptRecord> ended) {
        Map<UnitState, List<Double>> seconds = new EnumMap<>(UnitState.class);
        for (AttemptRecord attempt : ended) {
            List<AttemptRecord.Transition> steps = attempt.transitions();
            for (int i = 1; i < steps.size(); i++) {
                if (steps.get(i).state().compareTo(UnitState.FAILED) < 0) {
                    seconds.computeIfAbsent(steps.get(i).state(), state -> new ArrayList<>())
                            .add(seconds(steps.get(i - 1).at(), steps.get(i).at()));
                }
            }
        }
        List<Stage> stages = new ArrayList<>();
        seconds.forEach((state, all) ->
                stages.add(new Stage(state.name(), all.size(), quantile(all, MEDIAN), quantile(all, P95))));
        return stages;
    }

    private static List<Cause> causes(List<AttemptRecord> ended, int failed) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (AttemptRecord attempt : ended) {
            if (verdict(attempt) == Verdict.FAILED) {
                List<String> cause = attempt.failure()
                        .map((Failure failure) -> List.of(failure.stage().name(), failure.code()))
                        .orElse(List.of(attempt.state().name(), "?"));
                counts.merge(cause, 1, Integer::sum);
            }
        }
        List<Map.Entry<List<String>, Integer>> order = new ArrayList<>(counts.entrySet());
        order.sort(Map.Entry.<List<String>, Integer>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().toString()));
        List<Cause> causes = new ArrayList<>();
        int sum = 0;
        for (Map.Entry<List<String>, Integer> entry : order) {
            sum += entry.getValue();
            causes.add(new Cause(
                    entry.getKey().get(0),
                    entry.getKey().get(1),
                    entry.getValue(),
                    (double) entry.getValue() / failed,
                    (double) sum / failed));
        }
        return causes;
    }

    private static List<Group> groups(List<AttemptRecord> ended, Function<AttemptRecord, String> name) {
        Map<String, List<AttemptRecord>> by = new TreeMap<>();
        ended.forEach(attempt -> by.computeIfAbsent(name.apply(attempt), key -> new ArrayList<>())
                .add(attempt));
        List<Group> groups = new ArrayList<>();
        by.forEach((key, all) -> groups.add(new Group(
                key,
                count(all, Verdict.PASSED),
                count(all, Verdict.FAILED),
                count(all, Verdict.HELD),
                quantile(cycles(all), MEDIAN))));
        return groups;
    }

    private static List<Double> cycles(List<AttemptRecord> attempts) {
        return new ArrayList<>(attempts.stream()
                .filter(a -> verdict(a) == Verdict.PASSED && !a.transitions().isEmpty())
                .map(a -> seconds(a.transitions().get(0).at(), end(a)))
                .toList());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MS_PER_S;
    }

    /** By nearest rank; 0 for none. */
    static double quantile(List<Double> values, double share) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
