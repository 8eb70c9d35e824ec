package org.twomes.station.pipeline.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.RetryPolicy;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.UnitOutcomes;
import org.twomes.station.pipeline.slot.SlotState;

/** Records attempts in the ledger and in the metrics, for all runs of a line. */
public final class RunRecorder {
    /** Bundles whose durations are averaged for the time left. */
    private static final int RECENT = 15;

    private final Ledger ledger;
    private final StationMetrics metrics;
    private final Clock clock;
    private final UnitOutcomes outcomes;
    private final PendingFailureWrites pending;

    /** Records in {@code ledger} and {@code metrics}; {@code outcomes} hears how runs end. */
    public RunRecorder(Ledger ledger, StationMetrics metrics, UnitOutcomes outcomes, Clock clock) {
        this.ledger = ledger;
        this.metrics = metrics;
        this.outcomes = outcomes;
        this.clock = clock;
        this.pending = new PendingFailureWrites(ledger.units());
    }

    /** Writes the failures that the ledger did not take when they happened. */
    public void catchUp() {
        pending.work();
    }

    /** An attempt begins: durable when this returns. */
    AttemptJournal begin(AttemptStart start) {
        return new AttemptJournal(ledger, metrics, clock, ledger.units().begin(start));
    }

    /** The time now. */
    Instant now() {
        return clock.instant();
    }

    /** How long a board with this bundle takes usually; empty when none was prepared yet. */
    Optional<Duration> usual(String bundleSha256) {
        List<Duration> durations = ledger.units().recentDurations(bundleSha256, RECENT).stream()
                .sorted()
                .toList();
        return durations.isEmpty() ? Optional.empty() : Optional.of(durations.get(durations.size() / 2));
    }

    /** An attempt is counted in the slot's figures. */
    void count(String slotName) {
        metrics.attempt(slotName);
    }

    /** An attempt in the slot failed on the way to {@code towards}: counted. */
    void countFailure(String slotName, UnitState towards, FaultException failure) {
        metrics.failure(towards.name(), failure.code().shown().name());
        metrics.slotFailed(slotName);
    }

    /** Writes how an attempt ended, or leaves that for when the ledger can be written again; never throws. */
    void failed(Optional<AttemptJournal> attempt, UnitState towards, FaultException failure) {
        boolean asks = failure.code().retryPolicy() == RetryPolicy.ASK;
        attempt.ifPresent(
                journal -> pending.write(journal.number(), FailureRecord.of(towards, failure), asks, journal.now()));
    }

    /** The run ends with this failure; {@code counts} unless it is one that was counted before a restart. */
    void ended(SlotState.RunHandle slot, UnitState towards, FaultException failure, boolean counts) {
        outcomes.failed(slot.board(), towards, failure, counts);
    }
}
