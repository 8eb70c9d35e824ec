package org.twomes.station.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.cli.common.CommandGroup;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LoadedConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.daemon.NamedFiles;
import org.twomes.station.fault.FaultException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code station config}: checks the configuration file, or prints the default one. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Checks a configuration file, or shows the commented default one.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  station config check station.yaml", "  station config show > station.yaml"})
final class ConfigCommand extends CommandGroup {
    private static final Path INSTALLED = Path.of("/etc/twomes-station/station.yaml");

    ConfigCommand() {
        super("check or show");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Lists all errors of a file, each with line, column and what would be right;",
                "also whether the labels fit. Exit code 2 when something is. A file that it names and that is not there yet is",
                "no mistake: it is named, with what the station does until it comes."
            },
            footer = {"", "Example:", "  station config check station.yaml"})
    int check(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            description = "The file (default: /etc/twomes-station/station.yaml).")
                    Optional<Path> file)
            throws ConfigException {
        Path chosen = file.orElse(INSTALLED);
        LoadedConfig loaded = ConfigFile.read(Optional.of(chosen), Map.of(), Instant.now());
        StationConfig config = loaded.config();
        checkNamed(chosen, config);
        loaded.warnings().forEach(warning -> out().println("warning: " + warning));
        out().println(chosen + " is right: station " + config.station().name() + ", data in "
                + config.station().data());
        reportMissing(config);
        out().flush();
        return ExitCode.OK;
    }

    /** Checks labels and flash layout, as far as their files are there. */
    private static void checkNamed(Path chosen, StationConfig config) {
        if (config.sticker().templates().filter(Files::notExists).isEmpty()
                && config.sticker().passwordFile().filter(Files::notExists).isEmpty()) {
            Assembly.sheetRenderer(config);
        }
        if (NamedFiles.layout(config).filter(Files::notExists).isEmpty()) {
            try {
                Bundles.expectations(config, false);
            } catch (FaultException e) {
                throw new CommandFailure(chosen + ": bundle.layout: " + e.advised());
            }
        }
    }

    private void reportMissing(StationConfig config) {
        List<String> needed = NamedFiles.missing(NamedFiles.needed(config));
        needed.forEach(
                what -> out().println("Not there yet: the " + what + ". The station waits for it at its start."));
        NamedFiles.missing(NamedFiles.optional(config))
                .forEach(what -> out().println("Not there yet: the " + what
                        + ". The running station takes it up by itself when it comes"
                        + (what.startsWith("firmware bundle") ? " (station bundle add)." : ".")));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Prints the default file: every key, explained.",
            footer = {"", "Example:", "  station config show > station.yaml"})
    int show() {
        out().print(ConfigFile.defaultText());
        out().flush();
        return ExitCode.OK;
    }
}
