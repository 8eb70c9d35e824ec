package org.twomes.station.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.twomes.station.cli.board.FlashCommand;
import org.twomes.station.cli.board.IdentifyCommand;
import org.twomes.station.cli.board.PortsCommand;
import org.twomes.station.cli.board.SlotsCommand;
import org.twomes.station.cli.bundle.BundleCommand;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.data.DataCommand;
import org.twomes.station.cli.ledger.BackupCommand;
import org.twomes.station.cli.ledger.RetireCommand;
import org.twomes.station.cli.ledger.SheetsCommand;
import org.twomes.station.cli.ledger.TokensCommand;
import org.twomes.station.cli.ledger.UnitCommand;
import org.twomes.station.cli.ledger.UnitsCommand;
import org.twomes.station.cli.live.ApproveCommand;
import org.twomes.station.cli.live.LineCommand;
import org.twomes.station.cli.live.LogLevelCommand;
import org.twomes.station.cli.live.StatusCommand;
import org.twomes.station.cli.nvs.NvsCommand;
import org.twomes.station.cli.setup.InitCommand;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.PathText;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program {@code twomes-station}. */
@Command(
        name = "station",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prepares ESP32 boards on a production line: flash, prove, identify, register, label.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            InitCommand.class,
            FlashCommand.class,
            IdentifyCommand.class,
            BundleCommand.class,
            NvsCommand.class,
            StatusCommand.class,
            LineCommand.class,
            SlotsCommand.class,
            ApproveCommand.class,
            PortsCommand.class,
            UnitsCommand.class,
            UnitCommand.class,
            SheetsCommand.class,
            DataCommand.class,
            RetireCommand.class,
            BackupCommand.class,
            TokensCommand.class,
            UsersCommand.class,
            LogLevelCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            DocumentsCommand.class,
            RigCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  station demo                 a line of virtual boards, to look at",
            "  station init                 asks five things and writes a configuration",
            "  station doctor               what this machine still lacks",
            "  station run --config /etc/twomes-station/station.yaml",
            "  station help sheets"
        })
public final class Main implements Runnable {
    /** Read by logback.xml: the daemon logs to the journal, a command logs only errors to the terminal. */
    private static final String CONSOLE_LEVEL = "station.log.console";

    private static final String RUN = "run";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
    }

    /** Runs one command and exits with its code: 0 done, 1 its result is a failure, 2 wrong call or configuration, 3 broken. */
    public static void main(String[] arguments) {
        boolean daemon = arguments.length > 0 && arguments[0].equals(RUN);
        System.setProperty(CONSOLE_LEVEL, System.getProperty(CONSOLE_LEVEL, daemon ? "INFO" : "ERROR"));
        if (daemon) {
            // For the whole process, so not where a command is called inside another program.
            FileMask.ownerOnly();
        }
        System.exit(
                daemon
                        ? daemon().execute(Arrays.copyOfRange(arguments, 1, arguments.length))
                        : commandLine().execute(arguments));
    }

    /** {@code run} without the other commands: picocli's reading of them is a tenth of the daemon's start. */
    static CommandLine daemon() {
        return common(new CommandLine(new RunCommand()).setCommandName("station " + RUN));
    }

    static CommandLine commandLine() {
        CommandLine all = common(new CommandLine(new Main()));
        example(all, "help", "  station help sheets");
        example(all, "generate-completion", "  source <(station generate-completion)");
        return all;
    }

    private static CommandLine common(CommandLine line) {
        // The kernel takes file times from a clock that is up to some milliseconds behind.
        Instant start = Instant.now().minusSeconds(1);
        CommandLine.IExecutionStrategy strategy = Main::execute;
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Main::path)
                .setExecutionStrategy(parsed -> {
                    try {
                        return strategy.execute(parsed);
                    } finally {
                        dataFolders(parsed).forEach(data -> FilesMadeByRoot.giveToOwnerOf(data, start));
                    }
                })
                .setExecutionExceptionHandler((e, where, parsed) -> explain(e, where.getErr()));
    }

    /** Data folders of the configurations that the command has loaded. */
    private static Stream<Path> dataFolders(CommandLine.ParseResult parsed) {
        return parsed.asCommandLineList().stream()
                .flatMap(command -> mixins(command.getCommandSpec()))
                .flatMap(option -> option.dataFolder().stream());
    }

    private static Stream<ConfigOption> mixins(CommandLine.Model.CommandSpec command) {
        return command.mixins().values().stream()
                .flatMap(mixin -> Stream.concat(
                        Stream.of(mixin.userObject())
                                .filter(ConfigOption.class::isInstance)
                                .map(ConfigOption.class::cast),
                        mixins(mixin)));
    }

    /** Throws TypeConversionException with the reason, which picocli prints with the name of the option. */
    private static Path path(String text) {
        try {
            return PathText.path(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    /** Removes control characters from what a command prints, but for help and the demo's table, which have no text from outside. */
    private static int execute(CommandLine.ParseResult parsed) {
        CommandLine last =
                parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        boolean draws = last.getCommand() instanceof HelpCommand
                || last.getCommand() instanceof DemoCommand
                || last.isUsageHelpRequested();
        if (!draws) {
            last.setOut(CleanWriter.over(last.getOut()));
            last.setErr(CleanWriter.over(last.getErr()));
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** For the library's own commands, which come without one. */
    private static void example(CommandLine all, String command, String line) {
        Objects.requireNonNull(all.getSubcommands().get(command))
                .getCommandSpec()
                .usageMessage()
                .footer("", "Example:", line);
    }

    private static int explain(FaultException fault, PrintWriter err) {
        boolean ofBoard = fault.isOf(FaultArea.PORT) || fault.isOf(FaultArea.LOADER) || fault.isOf(FaultArea.BOOT_LOG);
        err.println(ofBoard ? fault.told() : fault.advised());
        return switch (fault.code().area()) {
            case LABEL, ACCESS -> ExitCode.USAGE;
            case BUNDLE -> ExitCode.FAILED;
            default -> ExitCode.BROKEN;
        };
    }

    private static int explain(Exception e, PrintWriter err) {
        if (e instanceof ConfigException || e instanceof CommandFailure) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        }
        if (e instanceof FaultException fault) {
            return explain(fault, err);
        }
        if (e instanceof UncheckedIOException || e instanceof java.io.IOException) {
            err.println(e.getMessage());
            return ExitCode.BROKEN;
        }
        err.println("Internal error; please report this:");
        e.printStackTrace(err);
        return ExitCode.BROKEN;
    }
}
