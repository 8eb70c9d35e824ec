package org.twomes.station.cli.bundle;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.common.Table;
import org.twomes.station.common.Json;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.ChipRevisions;
import org.twomes.station.firmware.RegionSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station bundle check}: checks a bundle and prints its regions. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a firmware bundle (zip or folder) and prints its regions.",
        footer = {"", "Example:", "  station bundle check twomes-hello_ESP32DEV_v3.0.0.zip"})
final class BundleCheckCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("offset", "size", "packed", "file", "place", "method", "md5");

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Bundle bundle = Bundle.open(file, Bundles.expectations(config.load(), false));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (RegionSummary region : bundle.regions()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("offset", String.format(Locale.ROOT, "0x%06x", region.offset()));
            row.put("size", region.size());
            row.put("packed", region.deflated());
            row.put("file", region.name());
            row.put("place", region.place());
            row.put("method", region.method());
            row.put("md5", region.md5());
            rows.add(row);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("name", bundle.name());
            all.put("sha256", bundle.sha256());
            all.put("chipRevisions", revisions(bundle.chipRevisions()));
            all.put("remarks", bundle.remarks());
            all.put("regions", rows);
            out.println(Json.text(all));
        } else {
            out.println(bundle.name() + " is valid.");
            out.println("SHA-256 " + bundle.sha256());
            bundle.board().ifPresent(board -> out.println("board   " + board));
            bundle.server().ifPresent(server -> out.println("server  " + server));
            bundle.description()
                    .ifPresent(
                            app -> out.println("app     " + app.project() + " " + app.version() + ", " + app.built()));
            out.println("chips   ESP32, revision " + bundle.chipRevisions());
            bundle.remarks().forEach(remark -> out.println("remark  " + remark));
            out.println();
            out.print(Table.text(COLUMNS, rows));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static Map<String, Object> revisions(ChipRevisions revisions) {
        Map<String, Object> ends = new LinkedHashMap<>();
        ends.put("minimum", revisions.minimum());
        ends.put("maximum", revisions.maximum());
        return ends;
    }
}
