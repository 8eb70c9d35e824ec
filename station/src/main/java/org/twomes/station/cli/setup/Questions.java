package org.twomes.station.cli.setup;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Secret;

/** Asks a person, or reads the answers line by line where there is no terminal. */
final class Questions {
    private static final String ENDED = "The answers ended before the last question: nothing was written";

    private final BufferedReader in;
    private final PrintWriter out;
    private final Optional<Console> terminal;

    /** Asks on {@code out}; secrets are read without echo where there is a terminal. */
    Questions(BufferedReader in, PrintWriter out, Optional<Console> terminal) {
        this.in = in;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Asks until the answer is right.
     *
     * @param usual what an empty answer stands for; may be empty
     * @param complaint what is wrong with an answer
     * @throws CommandFailure when there are no more answers
     */
    String ask(String question, String usual, Function<String, Optional<String>> complaint) throws IOException {
        while (true) {
            out.print(question + (usual.isEmpty() ? ": " : " [" + usual + "]: "));
            out.flush();
            String line = in.readLine();
            if (line == null) {
                throw new CommandFailure(ENDED);
            }
            String answer = line.isBlank() ? usual : line.strip();
            Optional<String> wrong = complaint.apply(answer);
            if (wrong.isEmpty()) {
                return answer;
            }
            out.println("  " + wrong.get());
        }
    }

    /**
     * Asks for a secret, which is not shown.
     *
     * @return empty for an empty answer
     */
    Optional<Secret> secret(String question) throws IOException {
        String line;
        if (terminal.isPresent()) {
            char[] typed = terminal.get().readPassword("%s: ", question);
            line = typed == null ? null : new String(typed);
        } else {
            out.print(question + ": ");
            out.flush();
            line = in.readLine();
            out.println();
        }
        if (line == null) {
            throw new CommandFailure(ENDED);
        }
        return Optional.of(line.strip()).filter(text -> !text.isEmpty()).map(Secret::of);
    }
}
