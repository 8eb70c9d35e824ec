package org.twomes.station.config;

import java.util.Locale;

/** How a board is put into its ROM loader and restarted. */
public sealed interface ResetChoice {
    /** By DTR and RTS through the auto-reset circuit. */
    record Auto() implements ResetChoice {}

    /** By the operator's hand on the BOOT and RESET buttons; the station says when and keeps syncing. */
    record Manual() implements ResetChoice {}

    /**
     * By a program of the rig, called with the port and {@code loader} or {@code run}.
     *
     * @param program path of the program
     */
    record Command(String program) implements ResetChoice {}

    /** Not at all: something else brings the board into the loader. */
    record None() implements ResetChoice {}

    /** The form that {@link #parse} reads. */
    default String text() {
        return this instanceof Command command
                ? "command:" + command.program()
                : getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code auto}, {@code manual}, {@code none} or {@code command:PROGRAM}.
     *
     * @throws IllegalArgumentException with the valid forms in its message
     */
    static ResetChoice parse(String text) {
        return switch (text) {
            case "auto" -> new Auto();
            case "manual" -> new Manual();
            case "none" -> new None();
            default -> {
                if (text.startsWith("command:") && text.length() > "command:".length()) {
                    yield new Command(
                            PathText.path(text.substring("command:".length())).toString());
                }
                throw new IllegalArgumentException(
                        "reset '" + text + "' is none of auto, manual, none, command:PROGRAM");
            }
        };
    }
}
