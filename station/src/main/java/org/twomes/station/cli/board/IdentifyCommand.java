package org.twomes.station.cli.board;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.live.DaemonClient;
import org.twomes.station.cli.live.DaemonOption;
import org.twomes.station.common.Json;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.daemon.StopSignal;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.pipeline.Identifier;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Links;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code station identify}: tells which board is at a port. */
@Command(
        name = "identify",
        mixinStandardHelpOptions = true,
        description = "Reads a board's MAC without changing it, and prints its name, state and label position.",
        footer = {
            "",
            "A port of the running station is read by that station, with its own reset; --json then gives",
            "{mac, name, state, label, data}.",
            "",
            "Example:",
            "  station identify --port /dev/ttyUSB0"
        })
public final class IdentifyCommand implements Callable<Integer> {
    @Option(names = "--port", required = true, paramLabel = "PORT", description = "Device node or rfc2217://host:port.")
    private String port = "";

    @Option(
            names = "--reset",
            paramLabel = "KIND",
            description = "auto, manual, none or command:PROGRAM (default: as configured).")
    private Optional<String> reset = Optional.empty();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private DaemonOption daemon = new DaemonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Map<String, String> overrides = new LinkedHashMap<>();
        reset.ifPresent(kind -> overrides.put("ports.reset", Json.line(kind)));
        StationConfig settings = daemon.load(overrides);
        Optional<String> owned = DaemonPorts.slot(settings, port);
        if (owned.isPresent() && DaemonOption.anonymous(settings).answers()) {
            return ask(owned.get());
        }
        try (StopSignal ignored = new StopSignal()) {
            Identifier.Found found = identify(settings);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? Json.text(found) : text(found));
            out.flush();
        }
        return ExitCode.OK;
    }

    /** Lets the daemon read the board at its port. */
    private int ask(String address) throws Exception {
        DaemonClient.Answer answer = daemon.connect().act("/api/slot/identify", Map.of("slot", address));
        PrintWriter out = spec.commandLine().getOut();
        JsonNode board = answer.fields();
        if (!answer.done()) {
            spec.commandLine().getErr().println(answer.message());
            return ExitCode.BROKEN;
        }
        out.println(
                json
                        ? Json.text(board)
                        : board.path("name").asString("no name known") + ", MAC "
                                + board.path("mac").asString("") + "\n"
                                + board.path("state").asString("")
                                + board.path("data")
                                        .valueStream()
                                        .map(data -> "\nData of its own: " + data.asString(""))
                                        .collect(Collectors.joining()));
        out.flush();
        return ExitCode.OK;
    }

    private Identifier.Found identify(StationConfig settings) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        try (Ledger ledger = StationLedger.open(settings)) {
            Identifier identifier = new Identifier(() -> settings, new Links(), Assembly.resets(), ledger);
            return identifier.identify(
                    new DetectedPort(port, port, port, "", ""),
                    (address, request) -> err.println(address + ": " + request));
        }
    }

    private static String text(Identifier.Found found) {
        String known = found.unit().map(IdentifyCommand::text).orElse("not in the ledger: it was never prepared here");
        return found.name().orElse("no name known") + ", MAC " + found.chip().mac() + ", "
                + found.chip().chip() + " revision " + found.chip().revision() / 100 + "."
                + found.chip().revision() % 100 + "\n" + known
                + found.data().stream()
                        .map(data -> "\nData of its own: " + data.text())
                        .collect(Collectors.joining());
    }

    private static String text(UnitRecord unit) {
        String place = unit.label().map(label -> ", " + label.text()).orElse(", no label");
        return unit.state() + " since " + unit.changed() + " (preparation " + unit.life() + ")" + place;
    }
}
