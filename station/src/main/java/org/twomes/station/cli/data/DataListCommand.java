package org.twomes.station.cli.data;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.common.RowsOption;
import org.twomes.station.config.ConfigException;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code station data list}: which board was given what. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists what boards were given, newest first; what is secret in it is not kept and not shown.",
        footer = {"", "Examples:", "  station data list", "  station data list --csv > data.csv"})
final class DataListCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("mac", "data", "fields", "source", "station", "given");

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private RowsOption list = new RowsOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException {
        PrintWriter out = spec.commandLine().getOut();
        try (Ledger ledger = config.ledger()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (GivenData given : ledger.unitData().newest(list.limit())) {
                rows.add(row(ledger, given));
            }
            list.print(out, COLUMNS, rows);
        }
        return ExitCode.OK;
    }

    private Map<String, Object> row(Ledger ledger, GivenData given) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("mac", given.mac());
        row.put("data", given.shown());
        List<GivenData.Field> fields = ledger.unitData().fields(given.source(), given.mac());
        if (list.json()) {
            Map<String, String> named = new LinkedHashMap<>();
            fields.forEach(field -> named.put(field.name(), field.content()));
            row.put("fields", named);
        } else {
            row.put(
                    "fields",
                    String.join(
                            " ",
                            fields.stream()
                                    .map(field -> field.name() + "=" + field.content())
                                    .toList()));
        }
        row.put("source", given.source());
        row.put("station", given.station());
        row.put("given", given.at().toString());
        return row;
    }
}
