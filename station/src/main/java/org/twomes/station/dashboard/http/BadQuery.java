package org.twomes.station.dashboard.http;

/** A request's parameters make no sense; the message says which and what is taken. Answered with 400. */
public final class BadQuery extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadQuery(String message) {
        super(message);
    }
}
