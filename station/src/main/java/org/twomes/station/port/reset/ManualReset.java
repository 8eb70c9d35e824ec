package org.twomes.station.port.reset;

import java.time.Duration;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetPrompt;
import org.twomes.station.port.ResetRequest;
import org.twomes.station.port.SerialLink;

/** By the operator's hand. The station asks and goes on syncing, so the operator may take his time. */
public final class ManualReset implements Reset {
    /** A person has other boards in his hands. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ResetPrompt prompt;

    public ManualReset(ResetPrompt prompt) {
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
