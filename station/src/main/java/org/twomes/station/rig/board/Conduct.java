package org.twomes.station.rig.board;

import java.util.function.LongSupplier;
import org.twomes.station.rig.FaultScript;

/**
 * How a virtual board behaves.
 *
 * @param timing how long it takes
 * @param random chance in what it does
 * @param faults what goes wrong
 */
public record Conduct(Timing timing, LongSupplier random, FaultScript faults) {}
