package org.twomes.station.cli.nvs;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.board.PartitionOfBoard;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.StopSignal;
import org.twomes.station.nvs.NvsDamage;
import org.twomes.station.nvs.NvsPartition;
import org.twomes.station.nvs.NvsReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station nvs show}: prints a partition as a table. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the values of an NVS partition, from a file or from the flash of the board at a port, and says what",
            "in it is damaged. Values of secret keys (dat, bearer, pop, pin, and whatever is called key, token, secret,",
            "pass, pswd, pwd, pmk, psk or priv) are masked."
        },
        footer = {
            "",
            "A board is reset into its loader, read and restarted; nothing on it is changed. It needs the flasher stub",
            "(loader.stub: auto) and a port that no running station has.",
            "Exit code 1: something is damaged. Entries of a partition that is encrypted all are.",
            "",
            "Examples:",
            "  station nvs show nvs.bin",
            "  station nvs show --port /dev/ttyUSB0 --secrets"
        })
final class NvsShowCommand implements Callable<Integer> {
    private static final long MOST_BYTES = 1L << 24;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "File with the partition.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Instead of a file: device node or rfc2217://host:port.")
    private Optional<String> port = Optional.empty();

    @Option(
            names = "--reset",
            paramLabel = "KIND",
            description = "auto, manual, none or command:PROGRAM (default: as configured).")
    private Optional<String> reset = Optional.empty();

    @Option(names = "--secrets", description = "Shows the values of secret keys too.")
    private boolean secrets;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (file.isPresent() == port.isPresent()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Name either a file or, with --port, a port.");
        }
        NvsPartition partition = read(file.isPresent() ? bytes(file.get()) : board(port.orElseThrow()));
        NvsTable table = new NvsTable(partition, secrets);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("pages", partition.pages());
            all.put("usedPages", partition.usedPages());
            all.put("erased", partition.erased());
            all.put(
                    "damage",
                    partition.damage().stream().map(NvsDamage::toString).toList());
            all.put("values", table.rows());
            out.println(Json.text(all));
        } else {
            out.print(table.text());
            partition.damage().forEach(each -> spec.commandLine().getErr().println("Damaged: " + each + "."));
        }
        out.flush();
        return partition.damage().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private NvsPartition read(byte[] bytes) {
        try {
            return NvsReader.read(bytes);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("This is no NVS partition: " + e.getMessage() + ".", e);
        }
    }

    private static byte[] bytes(Path file) throws Exception {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CommandFailure("There is no file " + file + " that you may read.");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new CommandFailure("This is no NVS partition: " + file + " is larger than 16 MB.");
        }
        return Files.readAllBytes(file);
    }

    private byte[] board(String port) throws Exception {
        Map<String, String> overrides = new LinkedHashMap<>();
        reset.ifPresent(kind -> overrides.put("ports.reset", Json.line(kind)));
        StationConfig settings = config.load(overrides);
        try (StopSignal ignored = new StopSignal()) {
            PrintWriter err = spec.commandLine().getErr();
            return PartitionOfBoard.nvs(settings, port, (address, request) -> err.println(address + ": " + request));
        }
    }
}
