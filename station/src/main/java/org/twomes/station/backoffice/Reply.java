package org.twomes.station.backoffice;

import java.time.Duration;
import java.util.Optional;

/** What came of one POST to API v1. */
sealed interface Reply {
    /**
     * The server, or something before it, answered.
     *
     * @param status of HTTP
     * @param body its text, cut at the limit
     * @param retryAfter what the header of that name asks for
     * @param location what the header of that name says; empty text when it is missing
     */
    record Answered(int status, String body, Optional<Duration> retryAfter, String location) implements Reply {}

    /** No answer; {@code mayHaveArrived} when the request may have been carried out. */
    record Lost(String why, boolean mayHaveArrived) implements Reply {}

    /** Nothing was sent, as there is no usable admin token. */
    record NotSent(String why) implements Reply {}
}
