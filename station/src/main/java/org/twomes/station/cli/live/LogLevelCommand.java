package org.twomes.station.cli.live;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station log-level}: shows and sets the log levels of the running station. */
@Command(
        name = "log-level",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the levels of the running station's log, or sets one until its next restart.",
            "log.level and log.levels in the configuration set them for good."
        },
        footer = {
            "",
            "Levels: error, warn, info, debug, trace; default removes a logger's own level, so that it inherits one.",
            "",
            "Examples:",
            "  station log-level",
            "  station log-level esp debug",
            "  station log-level root warn"
        })
public final class LogLevelCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "LOGGER",
            description = "A part (port, esp, pipeline, ...), a logger's full name, or root.")
    private Optional<String> logger = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "LEVEL", description = "Lowest level that it writes.")
    private Optional<String> level = Optional.empty();

    @Mixin
    private ActOption daemon = new ActOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (logger.isPresent() && level.isPresent()) {
            return daemon.act(
                    "Log " + logger.get() + " from " + level.get() + " upwards?",
                    "/api/log-level",
                    Map.of("logger", logger.get(), "level", level.get()));
        }
        if (logger.isPresent()) {
            throw new ParameterException(spec.commandLine(), "Say which level: error, warn, info, debug or trace.");
        }
        Map<String, String> levels = new TreeMap<>();
        daemon.connect()
                .get("/api/log-level")
                .properties()
                .forEach(entry -> levels.put(entry.getKey(), entry.getValue().asString("")));
        levels.forEach((name, set) -> spec.commandLine().getOut().printf("%-5s %s%n", set, name));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
