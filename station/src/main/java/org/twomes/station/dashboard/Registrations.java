package org.twomes.station.dashboard;

/** The back office as people see it. */
public interface Registrations {
    /** How we stand with it, in a few words. */
    String standing();

    /** Tries every waiting registration now. */
    Outcome retryNow();
}
