package org.twomes.station.dashboard;

/** A request's parameters make no sense; the message says which and what is taken. Answered with 400. */
final class BadQuery extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadQuery(String message) {
        super(message);
    }
}
