package org.twomes.station.pipeline.run;

import org.twomes.station.pipeline.slot.SlotState;
import org.twomes.station.port.DetectedPort;

/**
 * Which board a run is for.
 *
 * @param slot shows the run
 * @param port where the board is plugged in
 * @param admission decides whether it may be prepared
 * @param begin number of the run's first attempt: above 1 it goes on where a run was given up that the driver still holds
 */
public record RunRequest(SlotState.RunHandle slot, DetectedPort port, Admission admission, int begin) {}
