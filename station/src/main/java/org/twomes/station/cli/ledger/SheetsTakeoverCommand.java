package org.twomes.station.cli.ledger;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station sheets takeover}: this station makes the labels that a dead one owes. */
@Command(
        name = "takeover",
        mixinStandardHelpOptions = true,
        description = {
            "Labels that are due at STATION, which is dead, go onto this station's own sheet; sheets that STATION had begun"
                    + " and not finished are closed and made here, with the places they have.",
            "It is written into the audit log. The running station of this configuration does the work within seconds."
        },
        footer = {
            "",
            "Exit code: 0 taken over, 1 nothing was taken over: STATION owes nothing, or was seen a moment ago,",
            "2 wrong call, 3 ledger not usable.",
            "",
            "Example:",
            "  station sheets takeover line-3"
        })
final class SheetsTakeoverCommand implements Callable<Integer> {
    /** Several check-ins of a station's scheduler: one that misses them is dead, or cut off from the ledger. */
    private static final Duration ALIVE = Duration.ofSeconds(40);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "STATION", description = "Name of the dead station.")
    private String dead = "";

    @Option(names = "--force", description = "Even if STATION was seen a moment ago; make sure that it does not run.")
    private boolean force;

    @Option(names = "--json", description = "Prints what was done as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException {
        StationConfig settings = config.load();
        String own = settings.station().name();
        if (own.equals(dead)) {
            throw new CommandFailure(own + " is this station itself; name the dead one.");
        }
        Clock clock = Clock.systemUTC();
        try (Ledger ledger = StationLedger.open(settings)) {
            Instant now = clock.instant();
            Optional<Instant> seen = ledger.lastSeen(dead);
            if (!force && seen.isPresent() && Duration.between(seen.get(), now).compareTo(ALIVE) < 0) {
                spec.commandLine()
                        .getErr()
                        .println("Not taken over: " + dead + " was seen at " + seen.get()
                                + " and seems to run. Stop it first, or give --force.");
                return ExitCode.FAILED;
            }
            SheetLedger.Takeover taken = ledger.sheets().takeOver(dead, own, OsUser.name(), now);
            if (taken.labels() == 0 && taken.sheets().isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("Nothing was taken over: no label is due at " + dead
                                + ", and none of its sheets is unfinished. `station units` names the stations.");
                return ExitCode.FAILED;
            }
            tell(own, taken);
            return ExitCode.OK;
        }
    }

    private void tell(String own, SheetLedger.Takeover taken) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("from", dead);
            told.put("to", own);
            told.put("labelsDue", taken.labels());
            told.put("sheets", taken.sheets());
            out.println(Json.text(told));
        } else {
            out.println(taken.labels() + " labels due at " + dead + " go onto the sheet of " + own + ".");
            taken.sheets().forEach(sheet -> out.println("Sheet " + sheet + " is made by " + own + "."));
        }
        out.flush();
    }
}
