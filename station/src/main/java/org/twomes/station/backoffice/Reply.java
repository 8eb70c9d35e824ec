package org.twomes.station.backoffice;

import java.time.Duration;
import java.util.Optional;

/** How one HTTP call ended. */
sealed interface Reply {
    /** With an answer. */
    record Answered(int status, String body, Optional<Duration> retryAfter) implements Reply {}

    /** The server was not reached: nothing was done there. */
    record Unreached(String why) implements Reply {}

    /** The call went out and no answer came: it may have been carried out. */
    record Lost(String why) implements Reply {}

    /** There is no admin token to call with. */
    record NoToken(String why) implements Reply {}
}
