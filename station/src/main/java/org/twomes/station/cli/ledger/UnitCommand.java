package org.twomes.station.cli.ledger;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.Json;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station unit}: one unit with its attempts. */
@Command(
        name = "unit",
        mixinStandardHelpOptions = true,
        description = "Shows one unit: where its label is, and every attempt with its times. Never its token.",
        footer = {
            "",
            "Exit code 1 when the ledger has no such unit.",
            "",
            "Examples:",
            "  station unit TWOMES-D3AD48",
            "  station unit 24:0a:c4:d3:ad:48 --log"
        })
public final class UnitCommand implements Callable<Integer> {
    private static final double MILLIS = 1000;

    @Parameters(paramLabel = "NAME", description = "Device name or MAC address.")
    private String name = "";

    @Option(names = "--log", description = "With the boot log of each attempt, tokens masked.")
    private boolean log;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (Ledger ledger = config.ledger()) {
            Optional<UnitRecord> found = find(ledger, name);
            if (found.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("No unit is called '" + name + "': `station units --text PART` searches.");
                return ExitCode.FAILED;
            }
            List<AttemptRecord> attempts = ledger.units().attempts(found.get().id());
            List<DeadLabel> dead = ledger.sheets().dead(found.get().mac());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("unit", found.get());
                all.put("deadLabels", dead);
                all.put("data", ledger.unitData().shown(found.get().mac()));
                all.put("attempts", attempts);
                out.println(Json.text(all));
            } else {
                print(
                        out,
                        found.get(),
                        dead,
                        ledger.unitData().shown(found.get().mac()),
                        attempts);
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    /** A unit by its name or MAC. */
    static Optional<UnitRecord> find(Ledger ledger, String name) {
        return ledger.units().byName(name).or(() -> ledger.units().byMac(name.toLowerCase(Locale.ROOT)));
    }

    private void print(
            PrintWriter out,
            UnitRecord unit,
            List<DeadLabel> dead,
            List<GivenData.Shown> data,
            List<AttemptRecord> attempts) {
        out.printf(
                "%s, MAC %s, preparation %d, %s%n",
                unit.name().orElse("no name yet"),
                unit.mac(),
                unit.life(),
                unit.deviceType().orElse("no device type"));
        out.printf("%s since %s at station %s, slot %s%n", unit.state(), unit.changed(), unit.station(), unit.slot());
        unit.failure().ifPresent(failure -> out.println("  " + text(failure)));
        out.println(unit.label().map(place -> "Has " + place.text()).orElse("No label"));
        dead.forEach(label -> out.println("From an earlier preparation: " + label.remedy()));
        data.forEach(given -> out.println("Data of its own: " + given.text()));
        out.printf("Firmware %s, SHA-256 %s%n", unit.bundle(), unit.bundleSha256());
        for (AttemptRecord attempt : attempts) {
            out.printf("%nAttempt %d in slot %s: %s%n", attempt.ordinal(), attempt.slot(), attempt.state());
            Optional<Instant> before = Optional.empty();
            for (AttemptRecord.Transition step : attempt.transitions()) {
                String took = before.map(time -> String.format(Locale.ROOT, "+%.1f s", seconds(time, step.at())))
                        .orElse("");
                out.printf("  %s  %-10s %10s  %s%n", step.at(), step.state(), took, step.detail());
                before = Optional.of(step.at());
            }
            attempt.notes().forEach(note -> out.printf("  %s  note: %s%n", note.at(), note.text()));
            attempt.failure().ifPresent(failure -> out.println("  " + text(failure)));
            if (log && !attempt.bootLog().isEmpty()) {
                out.println(attempt.bootLog().indent(4));
            }
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS;
    }

    private static String text(Failure failure) {
        return failure.code() + " on the way to " + failure.stage() + ": " + failure.detail();
    }
}
