package org.twomes.station.bench;

import java.util.Map;

/**
 * What one ledger does for a fleet at one pace.
 *
 * @param stations of the fleet
 * @param ports boards under way at once, in all
 * @param cycleSeconds from one board to the next at a port
 * @param offeredPerSecond boards that would be finished if the ledger cost nothing
 * @param finishedPerSecond boards that were
 * @param processor share of all cores that server, stations and all else used, 0 to 1
 * @param latency of each call
 */
record FleetRow(
        int stations,
        int ports,
        double cycleSeconds,
        double offeredPerSecond,
        double finishedPerSecond,
        double processor,
        Map<String, Percentiles> latency) {

    /** Milliseconds that a half, 95 and 99 of a hundred calls stay below; and calls a second. */
    record Percentiles(double p50, double p95, double p99, double perSecond) {}
}
