package org.twomes.station.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.twomes.station.config.ConfigException;
import org.twomes.station.ledger.Ledger;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An action at the running daemon; a person at a terminal is asked first, a script means what it says. */
final class ActOption {
    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

    @Mixin
    private DaemonOption daemon = new DaemonOption();

    @Option(
            names = {"-y", "--yes"},
            description = "Acts without asking. Without a terminal nothing is asked.")
    private boolean yes;

    /**
     * Asks where there is somebody to ask, carries the action out, and prints what the daemon says.
     *
     * @return the exit code
     */
    int act(PrintWriter out, String question, String path, Map<String, Object> order) throws ConfigException {
        return act(out, question, daemon.connect(), path, order);
    }

    /** As above for an action in a slot, by its name. */
    int actOnSlot(PrintWriter out, String question, String path, String slot) throws ConfigException {
        DaemonClient station = daemon.connect();
        return act(out, question, station, path, Map.of("slot", station.slotPath(slot)));
    }

    private int act(PrintWriter out, String question, DaemonClient station, String path, Map<String, Object> order) {
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

    /** The daemon, to be asked only. */
    DaemonClient connect() throws ConfigException {
        return daemon.connect();
    }

    /** The ledger of the configured station. */
    Ledger ledger() throws ConfigException {
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
