package org.twomes.station.cli.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.common.Table;
import org.twomes.station.common.Json;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.firmware.CatalogueEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station bundle list}: the catalogue. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the catalogue; the star marks the bundle that the configuration pins.",
        footer = {"", "Examples:", "  station bundle list", "  station bundle list --json"})
final class BundleListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        StationConfig settings = config.load();
        List<Map<String, Object>> rows = Bundles.catalogue(settings).list().stream()
                .map(entry -> row(entry, settings))
                .toList();
        spec.commandLine()
                .getOut()
                .print(json ? Json.text(rows) + "\n" : Table.text(List.of("pinned", "name", "size", "sha256"), rows));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private static Map<String, Object> row(CatalogueEntry entry, StationConfig settings) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("pinned", entry.name().equals(settings.bundle().name()) ? "*" : "");
        row.put("name", entry.name());
        row.put("size", entry.size());
        row.put("sha256", entry.sha256());
        return row;
    }
}
