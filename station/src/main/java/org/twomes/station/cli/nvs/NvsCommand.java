package org.twomes.station.cli.nvs;

import org.twomes.station.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code station nvs}: key-value partitions of ESP-IDF. */
@Command(
        name = "nvs",
        mixinStandardHelpOptions = true,
        description = "Shows a key-value partition (NVS) of a file or a board, and makes one of Espressif's CSV.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {NvsShowCommand.class, NvsMakeCommand.class},
        footer = {
            "",
            "Examples:",
            "  station nvs show --port /dev/ttyUSB0",
            "  station nvs make unit.csv nvs.bin --size 0x4000"
        })
public final class NvsCommand extends CommandGroup {
    NvsCommand() {
        super("show or make");
    }
}
