package org.twomes.station.pipeline.run;

import org.twomes.station.pipeline.slot.PoolPermit;
import org.twomes.station.pipeline.slot.SlotState;

/**
 * What shows, ends and makes room for a run, the same for all of its attempts.
 *
 * @param slot shows the run
 * @param cancellation ends it from outside
 * @param permit its place among the boards that are worked on
 */
record RunControl(SlotState.RunHandle slot, RunCancellation cancellation, PoolPermit permit) {}
