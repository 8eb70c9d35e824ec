package org.twomes.station.dashboard;

import java.util.Map;
import java.util.Optional;

/** How much the station's parts write into the log. */
public interface LogLevels {
    /** Levels that were set, by logger. */
    Map<String, String> levels();

    /** Why {@link #set} would refuse; empty when it would not. */
    Optional<Outcome> refusal(String logger, String level);

    /** Sets the level of a part, or a logger, until the next restart; {@code default} forgets what was set. */
    Outcome set(String logger, String level);
}
