package org.twomes.station.config;

import java.util.List;
import org.twomes.station.common.ConfigProblem;

/**
 * A configuration, and what somebody should know of it.
 *
 * @param config all sections
 * @param warnings what the station takes and would rather not, e.g. the old name of a key; in the form of complaints
 */
public record LoadedConfig(StationConfig config, List<ConfigProblem> warnings) {
    /** Keeps a copy of the warnings. */
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
