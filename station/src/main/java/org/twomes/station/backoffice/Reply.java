package org.twomes.station.backoffice;

import java.time.Duration;
import java.util.Optional;
import org.twomes.station.common.SecretMask;

/** What came of one POST to API v1. */
sealed interface Reply {
    /**
     * The server, or something before it, answered.
     *
     * @param status of HTTP
     * @param body its text, cut at the limit
     * @param retryAfter what the header of that name asks for
     * @param location what the header of that name says; empty text when it is missing
     * @param mask hides what was sent, for the answer may echo it
     */
    record Answered(int status, String body, Optional<Duration> retryAfter, String location, SecretMask mask)
            implements Reply {
        /** Without the texts, which may hold secrets. */
        @Override
        public String toString() {
            return "Answered[status=" + status + "]";
        }
    }

    /** No answer; {@code mayHaveArrived} when the request may have been carried out. */
    record Lost(String why, boolean mayHaveArrived) implements Reply {}

    /** The way to the server has to be put right: certificates, or a proxy that does not let us through. */
    record Blocked(String why, String remedy, boolean mayHaveArrived) implements Reply {}

    /** Nothing was sent, as there is no usable admin token. */
    record NotSent(String why) implements Reply {}
}
