package org.twomes.station.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.twomes.station.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station slots}: single places on the rig. */
@Command(
        name = "slots",
        mixinStandardHelpOptions = true,
        description = "Names the places on the rig, and acts on one of them at the running station.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SlotsLearnCommand.class,
        footer = {"", "Examples:", "  station slots learn --prefix A --write", "  station slots run A3"})
final class SlotsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: learn, run, release or identify.");
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Runs the board in a slot once more.",
            footer = {"", "Example:", "  station slots run A3"})
    int runAgain(
            @Parameters(paramLabel = "SLOT", description = "Name or USB path.") String slot, @Mixin ActOption daemon)
            throws ConfigException {
        return daemon.actOnSlot(
                out(), "Run the board in slot " + slot + " again from the start?", "/api/slot/run", slot);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Forgets what a slot shows; a board that is being worked on stays.",
            footer = {"", "Example:", "  station slots release A3"})
    int release(
            @Parameters(paramLabel = "SLOT", description = "Name or USB path.") String slot, @Mixin ActOption daemon)
            throws ConfigException {
        return daemon.actOnSlot(out(), "Forget what slot " + slot + " shows?", "/api/slot/release", slot);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Reads which board is in a slot, without changing it, and says its name and label place.",
            footer = {"", "Example:", "  station slots identify A3"})
    int identify(
            @Parameters(paramLabel = "SLOT", description = "Name or USB path.") String slot, @Mixin DaemonOption daemon)
            throws ConfigException {
        Daemon station = daemon.connect();
        out().println(station.post("/api/slot/identify", Map.of("slot", station.slotPath(slot)))
                .toPrettyString());
        out().flush();
        return Main.OK;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
