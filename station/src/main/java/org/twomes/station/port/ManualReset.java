package org.twomes.station.port;

/** By the operator's hand. The station asks and goes on syncing, so the operator may take his time. */
final class ManualReset implements Reset {
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
    public boolean automatic() {
        return false;
    }
}
