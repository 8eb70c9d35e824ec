package org.twomes.station.cli.live;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.ConfigException;
import org.twomes.station.ledger.Ledger;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An action of the running daemon. A person at a terminal is asked first, a script is not. */
public final class ActOption {
    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

    @Mixin
    private DaemonOption daemon = new DaemonOption();

    @Option(
            names = {"-y", "--yes"},
            description = "Acts without asking. Without a terminal nothing is asked.")
    private boolean yes;

    /** Of the command that has this option. */
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * Asks the person at the terminal, if there is one, then carries an action out and prints the daemon's answer.
     *
     * @param question asked with {@code [y/N]}; anything but yes ends the command
     * @param path of the API
     * @param order fields of the request
     * @return the exit code
     * @throws CommandFailure when the daemon does not take the request
     */
    public int act(String question, String path, Map<String, Object> order) throws ConfigException {
        return act(question, daemon.connect(), path, order);
    }

    /** As above for an action in a slot, given by its name or USB path. */
    public int actOnSlot(String question, String path, String slot) throws ConfigException {
        DaemonClient station = daemon.connect();
        return act(question, station, path, Map.of("slot", station.slotPath(slot)));
    }

    private int act(String question, DaemonClient station, String path, Map<String, Object> order) {
        PrintWriter out = spec.commandLine().getOut();
        if (!agreed(question)) {
            out.println("Nothing was done.");
            out.flush();
            return ExitCode.FAILED;
        }
        DaemonClient.Answer answer = station.act(path, order);
        out.println(answer.message());
        out.flush();
        return answer.done() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** A client of the daemon for commands that only read. */
    DaemonClient connect() throws ConfigException {
        return daemon.connect();
    }

    /** Opens the ledger of the configured station; the caller closes it. */
    public Ledger ledger() throws ConfigException {
        return daemon.ledger();
    }

    private boolean agreed(String question) {
        Console console = System.console();
        if (yes || console == null || !terminal()) {
            return true;
        }
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Newer JVMs give a console without a terminal too. */
    private static boolean terminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_INPUT).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }
}
