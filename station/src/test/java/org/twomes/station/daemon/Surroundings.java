package org.twomes.station.daemon;

import java.time.Clock;
import org.twomes.station.pipeline.ResetChooser;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.PortWatch;

/** A station's surroundings, of which a test changes one part. */
public final class Surroundings {
    private Surroundings() {}

    public static Station.StationEnvironment opening(Station.StationEnvironment outside, LinkOpener opener) {
        return new Station.StationEnvironment(
                opener, outside.resets(), outside.watch(), outside.backOffice(), outside.clock(), outside.random());
    }

    public static Station.StationEnvironment resetting(Station.StationEnvironment outside, ResetChooser resets) {
        return new Station.StationEnvironment(
                outside.opener(), resets, outside.watch(), outside.backOffice(), outside.clock(), outside.random());
    }

    public static Station.StationEnvironment watching(Station.StationEnvironment outside, PortWatch watch) {
        return new Station.StationEnvironment(
                outside.opener(), outside.resets(), watch, outside.backOffice(), outside.clock(), outside.random());
    }

    public static Station.StationEnvironment timed(Station.StationEnvironment outside, Clock clock) {
        return new Station.StationEnvironment(
                outside.opener(), outside.resets(), outside.watch(), outside.backOffice(), clock, outside.random());
    }
}
