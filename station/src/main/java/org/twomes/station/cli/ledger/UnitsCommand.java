package org.twomes.station.cli.ledger;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.common.RowsOption;
import org.twomes.station.config.ConfigException;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station units}: lists the units in the ledger, without tokens. */
@Command(
        name = "units",
        mixinStandardHelpOptions = true,
        description = "Lists the units in the ledger, newest first; never their tokens.",
        footer = {
            "",
            "Examples:",
            "  station units",
            "  station units --csv > units.csv",
            "  station units --text D3AD48 --json"
        })
public final class UnitsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "name",
            "mac",
            "life",
            "type",
            "state",
            "failure",
            "sheet",
            "position",
            "label",
            "data",
            "slot",
            "bundle",
            "attempts",
            "changed");

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private RowsOption list = new RowsOption();

    @Option(names = "--text", paramLabel = "TEXT", description = "Part of a name or MAC address.")
    private Optional<String> text = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException {
        PrintWriter out = spec.commandLine().getOut();
        try (Ledger ledger = config.ledger()) {
            UnitQuery query = new UnitQuery(
                    text, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), list.limit());
            List<Map<String, Object>> rows = new ArrayList<>();
            for (UnitRecord unit : ledger.units().search(query)) {
                rows.add(row(unit));
            }
            list.print(out, COLUMNS, rows);
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> row(UnitRecord unit) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", unit.name().orElse(""));
        row.put("mac", unit.mac());
        row.put("life", unit.life());
        row.put("type", unit.deviceType().orElse(""));
        row.put("state", unit.state().name());
        row.put("failure", unit.failure().map(Failure::code).orElse(""));
        row.put("sheet", unit.label().map(LabelPlace::sheet).orElse(""));
        row.put("position", unit.label().map(place -> (Object) place.number()).orElse(""));
        row.put("label", unit.label().map(LabelPlace::state).map(Enum::name).orElse(""));
        row.put("data", unit.data().orElse(""));
        row.put("slot", unit.slot());
        row.put("bundle", unit.bundle());
        row.put("attempts", unit.attempts());
        row.put("changed", unit.changed().toString());
        return row;
    }
}
