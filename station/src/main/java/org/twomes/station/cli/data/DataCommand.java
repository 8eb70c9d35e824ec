package org.twomes.station.cli.data;

import org.twomes.station.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code station data}: what one board alone is given. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = {
            "Shows which board was given which serial number or row of a table (device.data), and gives one back.",
            "Never shows what is secret in it."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataListCommand.class, DataReleaseCommand.class},
        footer = {"", "Examples:", "  station data list", "  station data release 24:0a:c4:d3:ad:48"})
public final class DataCommand extends CommandGroup {
    DataCommand() {
        super("list or release");
    }
}
