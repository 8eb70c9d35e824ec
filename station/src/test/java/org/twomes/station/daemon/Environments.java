package org.twomes.station.daemon;

import java.time.Clock;
import org.twomes.station.pipeline.ResetChooser;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.PortWatch;

/** Changes one part of a station's environment for a test. */
public final class Environments {
    private Environments() {}

    /** With another opener of serial links. */
    public static StationEnvironment withOpener(StationEnvironment environment, LinkOpener opener) {
        return new StationEnvironment(
                opener,
                environment.resets(),
                environment.watch(),
                environment.backOffice(),
                environment.clock(),
                environment.random());
    }

    /** With another choice of resets. */
    public static StationEnvironment withResets(StationEnvironment environment, ResetChooser resets) {
        return new StationEnvironment(
                environment.opener(),
                resets,
                environment.watch(),
                environment.backOffice(),
                environment.clock(),
                environment.random());
    }

    /** With another port watch. */
    public static StationEnvironment withWatch(StationEnvironment environment, PortWatch watch) {
        return new StationEnvironment(
                environment.opener(),
                environment.resets(),
                watch,
                environment.backOffice(),
                environment.clock(),
                environment.random());
    }

    /** With another clock. */
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
