package org.twomes.station.daemon;

/** The station must not start like this; the message tells the person why and what to do. */
public final class StartupFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartupFailure(String message) {
        super(message);
    }
}
