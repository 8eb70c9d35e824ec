package org.twomes.station.cli.ledger;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.common.Table;
import org.twomes.station.cli.live.ActOption;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigException;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station sheets}: label sheets. */
@Command(
        name = "sheets",
        mixinStandardHelpOptions = true,
        description = "Lists the label sheets, newest first; the subcommands act on those of the running station.",
        subcommands = SheetsTakeoverCommand.class,
        footer = {
            "",
            "Examples:",
            "  station sheets",
            "  station sheets flush",
            "  station sheets void 17          marks position 17 as void",
            "  station sheets start 14         continues a part-used sheet at position 14",
            "  station sheets reprint line-1-0007",
            "  station sheets reprint-label TWOMES-D3AD48"
        })
public final class SheetsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("sheet", "station", "template", "state", "first", "used", "capacity", "opened", "file");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most rows (default ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (Ledger ledger = config.ledger()) {
            List<Map<String, Object>> rows = ledger.sheets().sheets(limit).stream()
                    .map(SheetsCommand::row)
                    .toList();
            out().print(json ? Json.text(rows) + "\n" : Table.text(COLUMNS, rows));
            out().flush();
        }
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Closes the open sheet and makes its PDF, as at the end of a shift.",
            footer = {"", "Example:", "  station sheets flush --yes"})
    int flush(@Mixin ActOption daemon) throws ConfigException {
        return daemon.act("Close the open sheet and make its PDF?", "/api/sheets/flush", Map.of());
    }

    @Command(
            name = "void",
            mixinStandardHelpOptions = true,
            description = "Marks a free label position of the open sheet as void, e.g. where a label is torn.",
            footer = {"", "Examples:", "  station sheets void", "  station sheets void 17"})
    int markVoid(
            @Parameters(paramLabel = "POSITION", arity = "0..1", description = "Which one (default: the next one).")
                    Optional<Integer> position,
            @Mixin ActOption daemon)
            throws ConfigException {
        return daemon.act(
                "Mark " + position.map(number -> "position " + number).orElse("the next position")
                        + " of the open sheet as void?",
                "/api/sheets/void",
                position.<Map<String, Object>>map(number -> Map.of("position", number))
                        .orElse(Map.of()));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Starts a sheet at a position, for a part-used one; the open sheet is closed first.",
            footer = {"", "Example:", "  station sheets start 14"})
    int start(
            @Parameters(paramLabel = "POSITION", description = "First free position, 1 or more.") int position,
            @Mixin ActOption daemon)
            throws ConfigException {
        return daemon.act(
                "Start a sheet at position " + position + "? The open one is closed first.",
                "/api/sheets/start",
                Map.of("position", position));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes the PDF of a released sheet again; each label is marked and counted as a reprint.",
            footer = {"", "Example:", "  station sheets reprint line-1-0007"})
    int reprint(
            @Parameters(paramLabel = "SHEET", description = "Its number, e.g. line-1-0007.") String sheet,
            @Mixin ActOption daemon)
            throws ConfigException {
        return daemon.act(
                "Make sheet " + sheet + " again? Every label on it is marked as a reprint and counted.",
                "/api/sheets/reprint",
                Map.of("sheet", sheet));
    }

    @Command(
            name = "reprint-label",
            mixinStandardHelpOptions = true,
            description = "Makes the label of one unit again, marked and counted as a reprint.",
            footer = {"", "Example:", "  station sheets reprint-label TWOMES-D3AD48"})
    int reprintLabel(
            @Parameters(paramLabel = "NAME", description = "Device name or MAC address.") String name,
            @Mixin ActOption daemon)
            throws ConfigException {
        return daemon.act(
                "Make the label of " + name + " again? It is marked as a reprint and counted.",
                "/api/unit/reprint",
                Map.of("unit", row(daemon, name)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Writes a page with the outlines of the labels. Print it on plain paper at actual size and hold it against a",
                "sheet; set sticker.offsetXMm and sticker.offsetYMm to the differences."
            },
            footer = {"", "Example:", "  station sheets calibrate outlines.pdf"})
    int calibrate(
            @Parameters(paramLabel = "FILE", description = "PDF to write.") Path file, @Mixin ConfigOption settings)
            throws ConfigException {
        Assembly.sheetRenderer(settings.load()).calibration(file.toAbsolutePath(), Instant.now());
        out().println("Print " + file + " at actual size (no scaling) and hold it against a sheet.");
        out().flush();
        return ExitCode.OK;
    }

    private static long row(ActOption daemon, String name) throws ConfigException {
        try (Ledger ledger = daemon.ledger()) {
            return UnitCommand.find(ledger, name)
                    .map(UnitRecord::id)
                    .orElseThrow(() -> new CommandFailure("No unit is called '" + name + "'."));
        }
    }

    private static Map<String, Object> row(SheetLedger.Sheet sheet) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sheet", sheet.number());
        row.put("station", sheet.station());
        row.put("template", sheet.template());
        row.put("state", sheet.state().name());
        row.put("first", sheet.firstPosition());
        row.put("used", sheet.used());
        row.put("capacity", sheet.capacity());
        row.put("opened", sheet.opened().toString());
        row.put("file", sheet.file());
        return row;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
