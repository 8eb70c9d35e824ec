package org.twomes.station.port.reset;

import java.time.Duration;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetPrompt;
import org.twomes.station.port.ResetRequest;
import org.twomes.station.port.SerialLink;

/** Reset by the operator, who is prompted while the station goes on syncing. */
public final class ManualReset implements Reset {
    /** Time for an operator, who may be busy with other boards. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ResetPrompt prompt;

    public ManualReset(ResetPrompt prompt) {
        this.prompt = prompt;
    }

    @Override
    public void intoLoader(SerialLink link, int attempt) {
        // A prompt at every attempt would make the screen flicker.
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
