package org.twomes.station.pipeline;

import org.twomes.station.config.StationConfig;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetPrompt;

/** Chooses how the board at a port is reset. */
@FunctionalInterface
public interface ResetChooser {
    /** The reset for {@code port} by the configuration in force; {@code prompt} shows the operator what to do by hand. */
    Reset choose(StationConfig now, DetectedPort port, ResetPrompt prompt);
}
