package org.twomes.station.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code station bundle}: firmware bundles. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = "Takes firmware bundles into the catalogue, and checks them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BundleAddCommand.class, BundleCheckCommand.class, BundleListCommand.class, BundleUseCommand.class
        },
        footer = {"", "Examples:", "  station bundle check twomes-hello_ESP32DEV_v3.0.0.zip", "  station bundle list"})
final class BundleCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: add, check, list or use.");
    }
}
