package org.twomes.station.cli.bundle;

import org.twomes.station.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code station bundle}: firmware bundles. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = "Adds firmware bundles to the catalogue, checks them, and chooses one for the running station.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BundleAddCommand.class, BundleCheckCommand.class, BundleListCommand.class, BundleUseCommand.class
        },
        footer = {"", "Examples:", "  station bundle check twomes-hello_ESP32DEV_v3.0.0.zip", "  station bundle list"})
public final class BundleCommand extends CommandGroup {
    BundleCommand() {
        super("add, check, list or use");
    }
}
