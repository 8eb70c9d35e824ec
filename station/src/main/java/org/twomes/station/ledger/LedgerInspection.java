package org.twomes.station.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.sql.Database;
import org.twomes.station.ledger.sql.Dialect;
import org.twomes.station.ledger.sql.SqlLedger;

/**
 * The ledger as it lies there. Looking changes nothing: no table is made or brought up to date, no key is made, and SQLite
 * leaves no file behind.
 *
 * @param schema version of its tables; empty when it has none yet
 * @param update version to which this build would bring them; empty when they are of it
 * @param key fingerprint of its token key, which is ours; empty when none is agreed on yet
 * @param settled whether SQLite's log is in the file; one that a power cut left is taken in by who opens it for writing, and
 *     nothing else was looked at
 */
public record LedgerInspection(
        Optional<String> schema, Optional<String> update, Optional<String> key, boolean settled) {
    private static final String MAY_WRITE =
            "SELECT NOT pg_is_in_recovery() AND has_table_privilege('setting', 'INSERT, UPDATE')";

    /** Whether there is a ledger to look at: a server always counts as one. */
    public static boolean possible(LedgerSection settings, Path dataFolder) {
        return !settings.url().isEmpty() || Files.exists(Ledgers.file(dataFolder));
    }

    /**
     * Looks.
     *
     * @throws FaultException LEDGER_READ_ONLY, LEDGER_CORRUPT, LEDGER_UNREACHABLE, LEDGER_WRONG_KEY, LEDGER_OPEN_SECRET or LEDGER_NEWER_SCHEMA
     */
    public static LedgerInspection at(LedgerSection settings, Path dataFolder) {
        try {
            return settings.url().isEmpty() ? file(settings, dataFolder) : server(settings, dataFolder);
        } catch (FaultException e) {
            throw e;
        } catch (SQLException | RuntimeException | IOException e) {
            throw Database.explain(e);
        }
    }

    private static LedgerInspection file(LedgerSection settings, Path dataFolder) throws SQLException, IOException {
        Path file = Ledgers.file(dataFolder);
        boolean inUse = Files.exists(beside(file, "-shm"));
        Path log = beside(file, "-wal");
        if (!inUse && Files.exists(log) && Files.size(log) > 0) {
            return new LedgerInspection(Optional.empty(), Optional.empty(), Optional.empty(), false);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        // A file that nobody has open is read without SQLite's locks, for which it would make files beside it.
        source.setUrl("jdbc:sqlite:" + file.toUri().getScheme() + ":"
                + file.toUri().getRawPath() + "?mode=ro" + (inUse ? "" : "&immutable=1"));
        Ledgers.refuseDamage(source, file);
        LedgerInspection look = look(source, Dialect.SQLITE, TokenKeyFile.of(settings, dataFolder));
        if (!Files.isWritable(file) || !Files.isWritable(dataFolder)) {
            throw new FaultException(
                    FaultCode.LEDGER_READ_ONLY, "The ledger " + file + " cannot be written by this user");
        }
        return look;
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static LedgerInspection server(LedgerSection settings, Path dataFolder) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        source.setUser(settings.user());
        settings.passwordFile().ifPresent(file -> source.setPassword(Ledgers.password(file)));
        source.setConnectTimeout(Math.toIntExact(Database.TIMEOUT.toSeconds()));
        source.setSocketTimeout(Math.toIntExact(Database.TIMEOUT.toSeconds()));
        source.setApplicationName("twomes-station");
        // The server itself refuses whatever would change something.
        source.setOptions("-c default_transaction_read_only=on");
        LedgerInspection look = look(source, Dialect.POSTGRESQL, TokenKeyFile.of(settings, dataFolder));
        if (look.schema().isPresent()
                && one(source, MAY_WRITE).filter("t"::equals).isEmpty()) {
            throw new FaultException(
                    FaultCode.LEDGER_READ_ONLY,
                    "The account " + settings.user() + " may not write into the ledger, or the server is a stand-by");
        }
        return look;
    }

    private static LedgerInspection look(DataSource source, Dialect dialect, TokenKeyFile keyFile) throws SQLException {
        Flyway tables = Ledgers.tables(source, dialect);
        MigrationInfoService versions = tables.info();
        if (Arrays.stream(versions.applied())
                .anyMatch(version -> version.getState().name().startsWith("FUTURE"))) {
            throw new FaultException(FaultCode.LEDGER_NEWER_SCHEMA, Ledgers.NEWER);
        }
        Optional<String> schema = Optional.ofNullable(versions.current()).map(LedgerInspection::text);
        if (schema.isEmpty()) {
            return new LedgerInspection(schema, Optional.empty(), Optional.empty(), true);
        }
        Optional<String> update =
                Arrays.stream(versions.pending()).reduce((one, next) -> next).map(LedgerInspection::text);
        Optional<String> key = one(source, SqlLedger.KEY_IN_USE);
        key.ifPresent(keyFile::mustHold);
        return new LedgerInspection(schema, update, key, true);
    }

    private static String text(MigrationInfo version) {
        return String.valueOf(version.getVersion());
    }

    private static Optional<String> one(DataSource source, String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? Optional.ofNullable(answer.getString(1)) : Optional.empty();
        }
    }
}
