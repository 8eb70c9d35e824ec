package org.twomes.station.port;

/** Shows a reset request to the operator and returns at once; the station syncs meanwhile. */
@FunctionalInterface
public interface ResetPrompt {
    /** Asks for {@code request} on the board at {@code address}. */
    void ask(String address, ResetRequest request);
}
