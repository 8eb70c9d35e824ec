package org.twomes.station.pipeline;

/** Hears of every outcome, once; called on the thread that brought it about, so it must neither block nor throw. */
@FunctionalInterface
public interface OutcomeListener {
    /** The work on a board ended so. */
    void ended(UnitOutcome outcome);
}
