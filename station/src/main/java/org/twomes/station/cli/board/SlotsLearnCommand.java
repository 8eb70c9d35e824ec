package org.twomes.station.cli.board;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.config.StationConfig;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortWatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station slots learn}: names the slots by one board that is plugged into each in turn. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description = {
            "Plug one board into each place of the rig, in order; each new place gets the next name. A board that is",
            "plugged already does not count until it is pulled and plugged again.",
            "Nothing is opened or written on a board. Ends when no new place came for a while, or with Ctrl-C;",
            "then prints the list for `ports.slots`, or writes it into the configuration with --write. Slots that the",
            "configuration has already stay, with group, reset and baud; one that is plugged gets the next name where its own",
            "is not one of --prefix. --replace forgets them all.",
            "Stop the daemon first if it runs: it would flash the board."
        },
        footer = {
            "",
            "With --json the standard output holds the result alone: {\"places\": [{\"path\", \"name\", \"group\"}],",
            "\"file\", \"kept\"}, the last two with --write; what to plug is said on the standard error.",
            "",
            "Examples:",
            "  station slots learn --prefix A --group \"Left hub\" --write",
            "  station slots learn --count 16 --json > places.json"
        })
final class SlotsLearnCommand implements Callable<Integer> {
    @Option(
            names = "--prefix",
            defaultValue = "A",
            paramLabel = "TEXT",
            description = "Names are TEXT1, TEXT2 … (default ${DEFAULT-VALUE}).")
    private String prefix = "A";

    @Option(names = "--group", defaultValue = "", paramLabel = "TEXT", description = "Heading on the dashboard.")
    private String group = "";

    @Option(names = "--count", paramLabel = "N", description = "Ends after N places.")
    private Optional<Integer> count = Optional.empty();

    @Option(
            names = "--patience",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "Ends when no new place came for so long (default ${DEFAULT-VALUE}).")
    private int patience;

    @Option(
            names = "--write",
            description = "Writes the list into the configuration file of --config; the old one is kept beside it.")
    private boolean write;

    @Option(names = "--replace", description = "Starts anew: only the places that are plugged now are slots then.")
    private boolean replace;

    @Option(names = "--json", description = "The result as JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        StationConfig settings = config.load();
        Optional<Path> file = config.file();
        if (write && file.isEmpty()) {
            throw new CommandFailure("--write needs a configuration file: give --config FILE");
        }
        LearntSlots learnt =
                new LearntSlots(replace ? List.of() : settings.ports().slots(), prefix, group);
        learn(settings, learnt);
        List<SlotsText.Place> places = learnt.plugged();
        PrintWriter console = console();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("places", places.stream().map(SlotsLearnCommand::row).toList());
        if (places.isEmpty()) {
            console.println("No board was plugged: nothing is learnt.");
        } else if (write) {
            Path kept = SlotsText.replaceIn(file.get(), learnt.all());
            console.println(places.size() + " places are in " + file.get() + "; the file before is " + kept);
            result.put("file", file.get().toString());
            result.put("kept", kept.toString());
        } else if (!json) {
            console.print(SlotsText.yaml(learnt.all()));
        }
        console.flush();
        if (json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Json.text(result));
            out.flush();
        }
        return places.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }

    /** Instructions for people; not on the standard output where that holds JSON. */
    private PrintWriter console() {
        return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    private static Map<String, String> row(SlotsText.Place place) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("path", place.path());
        row.put("name", place.name());
        row.put("group", place.group());
        return row;
    }

    private void learn(StationConfig settings, LearntSlots learnt) throws InterruptedException {
        PrintWriter out = console();
        PluggedPorts plugged = new PluggedPorts(settings.ports());
        try (PortWatch watch =
                PortWatch.on(System.getProperty("os.name"), settings.ports().local(), new Links())) {
            watch.start(plugged);
            if (!plugged.before().isEmpty()) {
                out.println("Plugged already, and does not count until it is plugged again: "
                        + String.join(", ", plugged.before()) + ".");
            }
            out.println("Plug a board into place " + learnt.next() + ".");
            out.flush();
            while (count.isEmpty() || learnt.plugged().size() < count.get()) {
                Optional<DetectedPort> port = plugged.next(Duration.ofSeconds(patience));
                if (port.isEmpty()) {
                    return;
                }
                learnt.plugged(port.get()).ifPresent(place -> {
                    out.println(place.name() + " is " + place.path() + " ("
                            + port.get().product() + "). Plug it into " + learnt.next() + ".");
                    out.flush();
                });
            }
        }
    }
}
