package org.twomes.station.daemon;

import java.time.Clock;
import org.twomes.station.pipeline.ResetChooser;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.PortWatch;

/** A station's surroundings, of which a test changes one part. */
public final class Environments {
    private Environments() {}

    public static StationEnvironment withOpener(StationEnvironment environment, LinkOpener opener) {
        return new StationEnvironment(
                opener,
                environment.resets(),
                environment.watch(),
                environment.backOffice(),
                environment.clock(),
                environment.random());
    }

    public static StationEnvironment withResets(StationEnvironment environment, ResetChooser resets) {
        return new StationEnvironment(
                environment.opener(),
                resets,
                environment.watch(),
                environment.backOffice(),
                environment.clock(),
                environment.random());
    }

    public static StationEnvironment withWatch(StationEnvironment environment, PortWatch watch) {
        return new StationEnvironment(
                environment.opener(),
                environment.resets(),
                watch,
                environment.backOffice(),
                environment.clock(),
                environment.random());
    }

    public static StationEnvironment withClock(StationEnvironment environment, Clock clock) {
        return new StationEnvironment(
                environment.opener(),
                environment.resets(),
                environment.watch(),
                environment.backOffice(),
                clock,
                environment.random());
    }
}
