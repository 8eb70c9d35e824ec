package org.twomes.station.cli.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.common.Table;
import org.twomes.station.common.Json;
import org.twomes.station.config.StationConfig;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.PortList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station ports}: lists the serial ports and which of them the station takes. */
@Command(
        name = "ports",
        mixinStandardHelpOptions = true,
        description = "Lists the serial ports and says which the station takes, and why not the others. Opens none.",
        footer = {"", "Examples:", "  station ports", "  station ports --json"})
public final class PortsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("port", "slot", "path", "usb", "product", "taken");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        StationConfig settings = config.load();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (PortList.Entry entry : PortList.of(settings.ports())) {
            rows.add(row(entry));
        }
        spec.commandLine().getOut().print(json ? Json.text(rows) + "\n" : text(rows, settings));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private static String text(List<Map<String, Object>> rows, StationConfig settings) {
        return rows.isEmpty()
                ? "No serial port is under " + settings.ports().deviceRoot() + ": plug a board in, then look again.\n"
                : Table.text(COLUMNS, rows);
    }

    private static Map<String, Object> row(PortList.Entry entry) {
        DetectedPort port = entry.port();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("port", port.address());
        row.put("slot", entry.taken() ? port.slotName() : "");
        row.put("path", port.slotPath());
        row.put("usb", port.usbId());
        row.put("product", port.product());
        row.put("taken", entry.taken() ? "yes" : "no: " + entry.why());
        return row;
    }
}
