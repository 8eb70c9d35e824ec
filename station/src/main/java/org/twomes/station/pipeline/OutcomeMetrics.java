package org.twomes.station.pipeline;

import org.twomes.station.metrics.StationMetrics;

/** Counts units by how they ended. */
public final class OutcomeMetrics implements OutcomeListener {
    private final StationMetrics metrics;

    /** Counts in {@code metrics}. */
    public OutcomeMetrics(StationMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void ended(UnitOutcome outcome) {
        if (outcome instanceof UnitOutcome.Done done && done.counted()) {
            done.label().ifPresent(place -> metrics.label());
            metrics.unit("done");
            metrics.passed(done.at());
        } else if (outcome instanceof UnitOutcome.Held held && held.counted()) {
            metrics.unit("held");
        } else if (outcome instanceof UnitOutcome.Failed failed && failed.counted()) {
            metrics.unit("failed");
        } else if (outcome instanceof UnitOutcome.AwaitingLabel awaiting) {
            // The board is fine; its registration or label could not be written down.
            awaiting.trouble().ifPresent(trouble -> metrics.failure("REGISTERED", trouble.code()));
        }
    }
}
