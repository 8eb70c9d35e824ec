package org.twomes.station.cli.live;

import java.util.Map;
import org.twomes.station.cli.common.CommandGroup;
import org.twomes.station.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code station line}: acts on all slots of the running daemon. */
@Command(
        name = "line",
        mixinStandardHelpOptions = true,
        description = "Stops and starts the running line, and runs failed boards again.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  station line pause", "  station line run-failed"})
public final class LineCommand extends CommandGroup {
    LineCommand() {
        super("pause, resume, run-failed or retry");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Takes no more boards; those under way are finished. `resume` takes boards again.",
            footer = {"", "Example:", "  station line pause --yes"})
    int pause(@Mixin ActOption daemon) throws ConfigException {
        return daemon.act("Take no more boards? Those that run go on.", "/api/line/pause", Map.of());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Takes boards again, starting with those plugged meanwhile.",
            footer = {"", "Example:", "  station line resume"})
    int resume(@Mixin ActOption daemon) throws ConfigException {
        return daemon.act("Take boards again?", "/api/line/resume", Map.of());
    }

    @Command(
            name = "run-failed",
            mixinStandardHelpOptions = true,
            description = "Runs every plugged board again whose last run failed, and no other.",
            footer = {"", "Example:", "  station line run-failed"})
    int runFailed(@Mixin ActOption daemon) throws ConfigException {
        return daemon.act("Run every failed board that is plugged once more?", "/api/line/run-failed", Map.of());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Tries all waiting registrations now instead of at their next retry.",
            footer = {"", "Example:", "  station line retry"})
    int retry(@Mixin ActOption daemon) throws ConfigException {
        return daemon.act("Try all waiting registrations now?", "/api/registrations/retry", Map.of());
    }
}
