package org.twomes.station.port;

import java.util.function.Supplier;
import org.twomes.station.common.SecretMask;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.port.reset.ClassicReset;
import org.twomes.station.port.reset.CommandReset;
import org.twomes.station.port.reset.ManualReset;
import org.twomes.station.port.reset.NoReset;

/** The kinds of reset, chosen by the configuration. */
public final class Resets {
    private Resets() {}

    /**
     * The reset that {@code choice} names.
     *
     * @param prompt asks the operator, for {@link ResetChoice.Manual}
     * @param sleeper waits out the circuit's holding times
     */
    public static Reset of(ResetChoice choice, ResetPrompt prompt, Sleeper sleeper) {
        return of(choice, prompt, sleeper, () -> SecretMask.NONE);
    }

    /**
     * As above.
     *
     * @param secrets masks secrets that a program of {@link ResetChoice.Command} may print, as it runs as the station's user
     */
    public static Reset of(ResetChoice choice, ResetPrompt prompt, Sleeper sleeper, Supplier<SecretMask> secrets) {
        if (choice instanceof ResetChoice.Auto) {
            return new ClassicReset(sleeper);
        }
        if (choice instanceof ResetChoice.Manual) {
            return new ManualReset(prompt);
        }
        if (choice instanceof ResetChoice.Command command) {
            return new CommandReset(command.program(), CommandReset.DEADLINE, secrets);
        }
        return new NoReset();
    }
}
