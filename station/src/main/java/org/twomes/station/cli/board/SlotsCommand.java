package org.twomes.station.cli.board;

import java.util.Map;
import org.twomes.station.cli.common.CommandGroup;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.live.ActOption;
import org.twomes.station.cli.live.DaemonClient;
import org.twomes.station.cli.live.DaemonOption;
import org.twomes.station.cli.live.StatusCommand;
import org.twomes.station.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code station slots}: single places on the rig. */
@Command(
        name = "slots",
        mixinStandardHelpOptions = true,
        description = "Names the places on the rig, and acts on one of them at the running station.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SlotsLearnCommand.class, SlotsRenewCommand.class},
        footer = {"", "Examples:", "  station slots learn --prefix A --write", "  station slots run A3"})
public final class SlotsCommand extends CommandGroup {
    SlotsCommand() {
        super("learn, renew, run, release or identify");
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Runs the board in a slot once more.",
            footer = {"", "Example:", "  station slots run A3"})
    int runAgain(
            @Parameters(paramLabel = "SLOT", description = "Name or USB path.") String slot, @Mixin ActOption daemon)
            throws ConfigException {
        return daemon.actOnSlot("Run the board in slot " + slot + " again from the start?", "/api/slot/run", slot);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Forgets what a slot shows; a board that is being worked on stays.",
            footer = {"", "Example:", "  station slots release A3"})
    int release(
            @Parameters(paramLabel = "SLOT", description = "Name or USB path.") String slot, @Mixin ActOption daemon)
            throws ConfigException {
        return daemon.actOnSlot("Forget what slot " + slot + " shows?", "/api/slot/release", slot);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Reads which board is in a slot, without changing it, and prints its name and label position.",
            footer = {"", "Examples:", "  station slots identify A3", "  station slots identify A3 --json | jq .name"})
    int identify(
            @Parameters(paramLabel = "SLOT", description = "Name or USB path.") String slot,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Mixin DaemonOption daemon)
            throws ConfigException {
        DaemonClient station = daemon.connect();
        DaemonClient.Answer answer = station.act("/api/slot/identify", Map.of("slot", station.slotPath(slot)));
        if (!answer.done()) {
            out().println(answer.message());
        } else {
            out().println(json ? answer.fields().toPrettyString() : text(answer.fields()));
        }
        out().flush();
        return answer.done() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String text(JsonNode board) {
        JsonNode label = board.path("label");
        return board.path("name").asString("no name known") + ", MAC "
                + board.path("mac").asString("") + "\n"
                + board.path("state").asString("")
                + (label.isObject() ? ", label " + StatusCommand.label(label) : ", no label");
    }
}
