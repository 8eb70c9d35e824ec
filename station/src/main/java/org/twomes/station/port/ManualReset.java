package org.twomes.station.port;

import java.time.Duration;

/** By the operator's hand. The station asks and goes on syncing, so the operator may take his time. */
final class ManualReset implements Reset {
    /** A person has other boards in his hands. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ResetPrompt prompt;

    ManualReset(ResetPrompt prompt) {
        this.prompt = prompt;
    }

    @Override
    public void intoLoader(SerialLink link, int attempt) {
        // Asking again at every try would make the words on the screen flicker.
        if (attempt == 0) {
            prompt.ask(link.address(), ResetRequest.HOLD_BOOT_AND_TAP_RESET);
        }
    }

    @Override
    public void run(SerialLink link) {
        prompt.ask(link.address(), ResetRequest.TAP_RESET);
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public boolean automatic() {
        return false;
    }
}
