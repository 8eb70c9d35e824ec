package org.twomes.station.cli;

import java.time.Clock;
import org.twomes.station.pipeline.ResetChooser;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.PortWatch;

/** A station's surroundings, of which a test changes one part. */
final class Surroundings {
    private Surroundings() {}

    static Station.Outside opening(Station.Outside outside, LinkOpener opener) {
        return new Station.Outside(
                opener, outside.resets(), outside.watch(), outside.backOffice(), outside.clock(), outside.random());
    }

    static Station.Outside resetting(Station.Outside outside, ResetChooser resets) {
        return new Station.Outside(
                outside.opener(), resets, outside.watch(), outside.backOffice(), outside.clock(), outside.random());
    }

    static Station.Outside watching(Station.Outside outside, PortWatch watch) {
        return new Station.Outside(
                outside.opener(), outside.resets(), watch, outside.backOffice(), outside.clock(), outside.random());
    }

    static Station.Outside timed(Station.Outside outside, Clock clock) {
        return new Station.Outside(
                outside.opener(), outside.resets(), outside.watch(), outside.backOffice(), clock, outside.random());
    }
}
