package org.twomes.station.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.daemon.Daemon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code station run}: the daemon. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Runs the station until it is told to stop (SIGTERM, Ctrl-C); boards under way are finished first.",
        footer = {"", "Example:", "  station run --config /etc/twomes-station/station.yaml"})
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        Daemon.run(config.read(Map.of()), config.file());
        return ExitCode.OK;
    }
}
