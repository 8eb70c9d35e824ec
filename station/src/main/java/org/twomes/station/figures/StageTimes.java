package org.twomes.station.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.ledger.FigureLedger;
import org.twomes.station.ledger.UnitState;

/** How long attempts took to reach each stage from the one before. */
public final class StageTimes {
    private static final double MS_PER_S = 1000;

    private StageTimes() {}

    /**
     * A stage.
     *
     * @param times how often it was reached
     * @param median in seconds
     * @param p95 95th percentile, in seconds
     */
    public record Stage(String stage, int times, double median, double p95) {}

    /** Stages in order, those that were reached; {@code steps} are by attempt, in order within each. */
    public static List<Stage> of(List<FigureLedger.Step> steps) {
        Map<UnitState, List<Double>> seconds = new EnumMap<>(UnitState.class);
        for (int i = 1; i < steps.size(); i++) {
            FigureLedger.Step before = steps.get(i - 1);
            FigureLedger.Step step = steps.get(i);
            if (before.attempt() == step.attempt() && step.state().compareTo(UnitState.FAILED) < 0) {
                double took = Duration.between(before.at(), step.at()).toMillis() / MS_PER_S;
                seconds.computeIfAbsent(step.state(), state -> new ArrayList<>())
                        .add(took);
            }
        }
        List<Stage> stages = new ArrayList<>();
        seconds.forEach((state, all) -> stages.add(new Stage(
                state.name(), all.size(), Quantile.of(all, Quantile.MEDIAN), Quantile.of(all, Quantile.P95))));
        return stages;
    }
}
