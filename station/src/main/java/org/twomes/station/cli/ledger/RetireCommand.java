package org.twomes.station.cli.ledger;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.twomes.station.backoffice.ExistingDevices;
import org.twomes.station.backoffice.RenameResult;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.ExistingDevice;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station retire}: renames an existing device in the back office, so that its name is free. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = {
            "Renames the device NAME in the back office's database to NAME-OLD (or -OLD2 and so on, when that is taken),"
                    + " so that its board can be prepared for another home.",
            "The old device keeps its measurements, owner and token. A registration that was held for this name is tried"
                    + " again by the running station."
        },
        footer = {
            "",
            "Exit code: 0 renamed, 1 not renamed (no such device, no free name), 2 no database configured,",
            "3 the database or the ledger cannot be used.",
            "",
            "Examples:",
            "  station retire TWOMES-D3AD48",
            "  station retire TWOMES-D3AD48 --database jdbc:mariadb://db.example.org/twomes --user sue"
                    + " --password-file ~/db-password"
        })
public final class RetireCommand implements Callable<Integer> {
    private static final String ACTION = "existing device";

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "NAME", description = "Name of the existing device, e.g. TWOMES-D3AD48.")
    private String name = "";

    @ArgGroup(exclusive = false)
    private @Nullable Access access;

    @Option(names = "--json", description = "Prints what was done as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Another database than the configured one. */
    static final class Access {
        @Option(
                names = "--database",
                required = true,
                paramLabel = "URL",
                description = "Instead of the configured database: its JDBC address, jdbc:mariadb://...")
        private String url = "";

        @Option(names = "--user", required = true, paramLabel = "USER", description = "Its account.")
        private String user = "";

        @Option(
                names = "--password-file",
                required = true,
                paramLabel = "FILE",
                description = "File with the password, mode 0600.")
        private Path passwordFile = Path.of("");
    }

    @Override
    public Integer call() throws ConfigException {
        StationConfig settings = config.load(access == null ? Map.of() : override(access));
        ExistingDevices devices = Assembly.existingDevices(settings)
                .orElseThrow(() -> new CommandFailure(
                        "No database is configured: set backOffice.database, or name it with --database, --user and"
                                + " --password-file."));
        try (Ledger ledger = StationLedger.open(settings)) {
            return retire(devices, ledger, Clock.systemUTC());
        }
    }

    private int retire(ExistingDevices devices, Ledger ledger, Clock clock) {
        String who = OsUser.name();
        Optional<UnitRecord> unit = ledger.units().byName(name);
        record(ledger, unit, who, "the device " + name + " is going to be renamed by hand", clock);
        try {
            RenameResult renamed = devices.rename(name);
            record(ledger, unit, who, ExistingDevice.words(renamed), clock);
            boolean again = unit.filter(RetireCommand::waitsForTheName).isPresent();
            if (again) {
                ledger.outbox().reopen(unit.orElseThrow().id(), clock.instant());
            }
            tell(renamed, again);
            return ExitCode.OK;
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.DEVICE_TABLE)) {
                throw e;
            }
            record(ledger, unit, who, e.advised(), clock);
            spec.commandLine().getErr().println("Not renamed: " + e.advised());
            return switch (e.code()) {
                case DEVICE_NOT_FOUND, DEVICE_NO_FREE_NAME, DEVICE_CHANGED_MEANWHILE -> ExitCode.FAILED;
                default -> ExitCode.BROKEN;
            };
        }
    }

    private void tell(RenameResult renamed, boolean again) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("oldName", renamed.oldName());
            told.put("newName", renamed.newName());
            told.put("row", renamed.rowId());
            told.put("createdOn", renamed.createdOn().map(String::valueOf).orElse(""));
            told.put("registrationWaitsAgain", again);
            out.println(Json.text(told));
        } else {
            out.println("Done: " + ExistingDevice.words(renamed) + ".");
            out.println(
                    again
                            ? "The board's registration waits again; the running station makes it within seconds."
                            : "Now run the board again.");
        }
        out.flush();
    }

    private static boolean waitsForTheName(UnitRecord unit) {
        return unit.state() == UnitState.HELD
                && unit.failure()
                        .filter(why -> why.stage() == UnitState.REGISTERED)
                        .filter(why -> why.code().equals("NAME_TAKEN"))
                        .isPresent();
    }

    private static void record(Ledger ledger, Optional<UnitRecord> unit, String who, String what, Clock clock) {
        if (unit.isPresent()) {
            ledger.units().existingDevice(unit.get().id(), who, what, clock.instant());
        } else {
            ledger.audit(who, ACTION, what, clock.instant());
        }
    }

    private static Map<String, String> override(Access access) {
        Map<String, String> database = new LinkedHashMap<>();
        database.put("url", access.url);
        database.put("user", access.user);
        database.put("passwordFile", access.passwordFile.toAbsolutePath().toString());
        return Map.of("backOffice.database", Json.line(database));
    }
}
