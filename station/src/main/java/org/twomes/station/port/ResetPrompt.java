package org.twomes.station.port;

/** Shows the operator what to do; returns at once, as the station goes on syncing meanwhile. */
@FunctionalInterface
public interface ResetPrompt {
    /** Asks for {@code request} on the board at {@code address}. */
    void ask(String address, ResetRequest request);
}
