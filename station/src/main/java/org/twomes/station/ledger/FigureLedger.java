package org.twomes.station.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What figures of a stretch of time are made of. It only reads. */
public interface FigureLedger {
    /**
     * Attempts that began in a stretch of time.
     *
     * @param from the first moment of the stretch
     * @param to the first moment after it
     * @param station of this station alone; empty for all that share the ledger
     * @return oldest first; it is left open whether they have ended
     */
    List<BoardAttempt> attempts(Instant from, Instant to, Optional<String> station);

    /**
     * The steps of the newest attempts of a stretch, as {@link #attempts} takes it.
     *
     * @param newest of how many attempts, 1 or more
     * @return by attempt, and in order within each
     */
    List<Step> steps(Instant from, Instant to, Optional<String> station, int newest);

    /** A state that an attempt reached, and when. */
    record Step(long attempt, UnitState state, Instant at) {}
}
