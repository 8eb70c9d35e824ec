package org.twomes.station.cli.live;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.common.Table;
import org.twomes.station.common.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code station status}: the state of the running daemon and its slots. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the health of the running station and the state of each slot.",
        footer = {
            "",
            "Exit code 0 when it is ready (also when degraded), 1 when it cannot work, 3 when none answers.",
            "",
            "Examples:",
            "  station status",
            "  station status --json | jq .slots"
        })
public final class StatusCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("slot", "state", "name", "label", "doing");
    private static final int PERCENT = 100;

    /** Status is asked for when something is wrong: a daemon that hangs must be reported soon. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private DaemonOption option = new DaemonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        DaemonClient daemon = option.connect(Optional.of(TIMEOUT));
        JsonNode status = daemon.get("/api/status");
        JsonNode slots = daemon.get("/api/slots");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("status", status);
            all.put("slots", slots);
            out.println(Json.text(all));
        } else {
            print(out, status, slots);
        }
        out.flush();
        return status.path("health").path("ready").asBoolean(false) ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void print(PrintWriter out, JsonNode status, JsonNode slots) {
        JsonNode health = status.path("health");
        out.printf(
                "Station %s is %s%s; bundle %s%n",
                text(status, "station"),
                text(health, "status"),
                status.path("taking").asBoolean(true) ? "" : " and takes no boards",
                text(status, "bundle").isEmpty() ? "none" : text(status, "bundle"));
        for (JsonNode finding : health.path("findings")) {
            out.printf("  %s: %s; %s%n", text(finding, "part"), text(finding, "what"), text(finding, "remedy"));
        }
        out.printf(
                "%d boards worked on, %d wait; %d registrations wait%n%n",
                status.path("active").asInt(0),
                status.path("queued").asInt(0),
                status.path("waiting").asInt(0));
        List<Map<String, Object>> rows = new ArrayList<>();
        slots.forEach(slot -> rows.add(row(slot)));
        out.print(Table.text(COLUMNS, rows));
    }

    /** Sheet and position of a label; only the sheet on a roll, where each label is a sheet of its own. */
    public static String label(JsonNode label) {
        boolean roll = label.path("capacity").asInt() == 1;
        return text(label, "sheet") + (roll ? "" : " " + label.path("position").asInt());
    }

    private static Map<String, Object> row(JsonNode slot) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("slot", text(slot, "slot"));
        row.put("state", text(slot, "phase"));
        row.put("name", text(slot, "name"));
        JsonNode label = slot.path("label");
        row.put("label", label.isObject() ? label(label) : "");
        row.put("doing", doing(slot));
        return row;
    }

    private static String doing(JsonNode slot) {
        JsonNode trouble = slot.path("trouble");
        if (trouble.isObject()) {
            return text(trouble, "code") + ": " + text(trouble, "sentence") + " " + text(trouble, "remedy");
        }
        boolean running = text(slot, "phase").equals("RUNNING");
        long percent = Math.round(slot.path("progress").asDouble(0) * PERCENT);
        return text(slot, "activity") + (running ? ", " + percent + " %" : "");
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }
}
