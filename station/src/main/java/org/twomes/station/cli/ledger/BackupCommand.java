package org.twomes.station.cli.ledger;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.config.ConfigException;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station backup}: a copy of the ledger, also while the station runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Makes a consistent copy of the ledger, also while the station runs and boards are worked on.",
        footer = {
            "",
            "Keep the token key (token.key in the data folder, or ledger.tokenKeyFile) with it, at another place:",
            "without it the activation tokens in the copy cannot be read. PostgreSQL is backed up with pg_dump.",
            "",
            "To restore a copy:",
            "  1. Stop the station.",
            "  2. Remove ledger.sqlite, ledger.sqlite-wal and ledger.sqlite-shm from the data folder.",
            "  3. Copy the backup to ledger.sqlite there, owned by the station's user.",
            "  4. Start the station. Boards finished after the backup are not in it: plug them in once more.",
            "",
            "Example:",
            "  station backup /mnt/backup/ledger-2026-11-25.sqlite"
        })
public final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "New file for the copy, readable by its owner only.")
    private Path file = Path.of("");

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException {
        try (Ledger ledger = config.ledger()) {
            note(ledger);
            ledger.backup(file);
        }
        spec.commandLine().getOut().println("Ledger copied to " + file);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    /** A ledger that cannot be written needs its backup most, so a failure here is only a warning. */
    private void note(Ledger ledger) {
        try {
            ledger.audit(
                    OsUser.name(),
                    "backup",
                    file.toAbsolutePath().normalize().toString(),
                    Clock.systemUTC().instant());
        } catch (FaultException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Could not write the audit record of this backup: " + e.advised());
            err.flush();
        }
    }
}
