package org.twomes.station.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.migration.JavaMigration;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.common.SecretMask;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.config.SecretFiles;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.sql.Database;
import org.twomes.station.ledger.sql.Dialect;
import org.twomes.station.ledger.sql.LedgerFile;
import org.twomes.station.ledger.sql.QuartzJobClass;
import org.twomes.station.ledger.sql.QuartzTables;
import org.twomes.station.ledger.sql.SqlLedger;

/**
 * Opens the ledger that the configuration names, and brings its tables up to date.
 *
 * <p>To restore a backup of an SQLite ledger: stop the station, remove {@code ledger.sqlite}, {@code ledger.sqlite-wal} and
 * {@code ledger.sqlite-shm} from the data folder, copy the backup to {@code ledger.sqlite}, and start the station.
 */
public final class Ledgers {
    private static final String FILE = "ledger.sqlite";
    /** Longer than any transaction of ours; another process that holds the file longer is told of. */
    private static final int BUSY_MS = 5000;

    private static final int SQLITE_CONNECTIONS = 4;
    /**
     * A call holds its connection for a few milliseconds, so few serve 64 ports and the scheduler; every station of the fleet
     * counts against the server's max_connections.
     */
    private static final int POSTGRESQL_CONNECTIONS = 4;
    /** What is not needed for this long goes back to the server; an idle station keeps one. */
    private static final long IDLE_MS = 60_000;

    /** Seconds without a byte from the server after which a connection is given up: the cable may be out. */
    private static final int SOCKET_S = 30;
    /** The server frees what a station holds that froze in the middle of a transaction. */
    private static final String FREE_THE_FROZEN = "SET idle_in_transaction_session_timeout = 60000";

    static final String NEWER = "The ledger was made by a newer station";

    private static final JavaMigration[] FLEET = {new QuartzTables(), new QuartzJobClass()};
    private static final JavaMigration[] NONE = {};

    private Ledgers() {}

    /**
     * Opens the ledger.
     *
     * @param dataFolder where the SQLite file lives
     * @param cipher encrypts tokens; must be the one the ledger was written with
     * @throws FaultException LEDGER_READ_ONLY, LEDGER_LOCKED, LEDGER_CORRUPT, LEDGER_UNREACHABLE, LEDGER_WRONG_KEY, LEDGER_OPEN_SECRET or LEDGER_NEWER_SCHEMA
     */
    public static Ledger open(LedgerSection settings, Path dataFolder, TokenCipher cipher) {
        boolean sqlite = settings.url().isEmpty();
        Dialect dialect = sqlite ? Dialect.SQLITE : Dialect.POSTGRESQL;
        HikariDataSource source = null;
        try {
            if (sqlite) {
                LedgerFile.makePrivate(file(dataFolder));
            }
            source = new HikariDataSource(sqlite ? sqlite(dataFolder) : postgresql(settings));
            if (sqlite) {
                refuseDamage(source, file(dataFolder));
            }
            migrate(source, dialect);
            return new SqlLedger(source, dataFolder, dialect, secrets(settings), cipher);
        } catch (RuntimeException e) {
            if (source != null) {
                source.close();
            }
            throw Database.explain(e, secrets(settings));
        }
    }

    /** A damaged page is told of at the start, not when some board happens to need it. */
    static void refuseDamage(DataSource source, Path file) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = answer.next() ? answer.getString(1) : "no verdict";
            if (!verdict.equals("ok")) {
                throw new FaultException(
                        FaultCode.LEDGER_CORRUPT, "The ledger " + file + " is damaged: " + verdict.replace('\n', ' '));
            }
        } catch (SQLException e) {
            throw Database.explain(e);
        }
    }

    /** Where the SQLite ledger of a data folder is. */
    public static Path file(Path dataFolder) {
        return dataFolder.resolve(FILE);
    }

    /** Whether a file of the data folder belongs to the ledger: SQLite's files and the token key. */
    public static boolean isItsFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(FILE)
                || name.equals(String.valueOf(SecretFiles.ownTokenKey(file).getFileName()));
    }

    private static HikariConfig sqlite(Path dataFolder) {
        Properties settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "FULL");
        settings.setProperty("busy_timeout", Integer.toString(BUSY_MS));
        settings.setProperty("foreign_keys", "true");
        // A token that was wiped or encrypted anew leaves nothing behind in the file.
        settings.setProperty("secure_delete", "true");
        settings.setProperty("transaction_mode", "IMMEDIATE");
        HikariConfig config = new HikariConfig();
        config.setDataSource(new LedgerFile(file(dataFolder), settings));
        config.setMaximumPoolSize(SQLITE_CONNECTIONS);
        config.setMinimumIdle(SQLITE_CONNECTIONS);
        config.setPoolName(Database.SQLITE_POOL);
        return common(config);
    }

    private static HikariConfig postgresql(LedgerSection settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        settings.passwordFile().ifPresent(file -> config.setPassword(password(file)));
        config.setMaximumPoolSize(POSTGRESQL_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setPoolName("ledger");
        config.setIdleTimeout(IDLE_MS);
        config.setConnectionInitSql(FREE_THE_FROZEN);
        config.addDataSourceProperty("ApplicationName", "twomes-station");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", Long.toString(Database.TIMEOUT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", Integer.toString(SOCKET_S));
        return common(config);
    }

    private static HikariConfig common(HikariConfig config) {
        config.setConnectionTimeout(Database.TIMEOUT.toMillis());
        return config;
    }

    static String password(Path file) {
        try {
            Optional<String> open = PrivateFile.openness(file);
            if (open.isPresent()) {
                throw new FaultException(
                        FaultCode.LEDGER_OPEN_SECRET, "ledger.passwordFile " + file + " " + open.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.LEDGER_UNREACHABLE,
                    "ledger.passwordFile " + file + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /** What the server is sent to log in with. */
    private static SecretMask secrets(LedgerSection settings) {
        Optional<Path> file = settings.url().isEmpty() ? Optional.empty() : settings.passwordFile();
        try {
            return file.isEmpty() ? SecretMask.NONE : SecretMask.of(List.of(password(file.get())));
        } catch (FaultException e) {
            // Without a password nothing was sent.
            return SecretMask.NONE;
        }
    }

    private static void migrate(HikariDataSource source, Dialect dialect) {
        try {
            tables(source, dialect).migrate();
        } catch (FlywayException e) {
            FaultException explained = Database.explain(e);
            boolean newer = String.valueOf(e.getMessage()).contains("not resolved locally");
            throw newer ? new FaultException(FaultCode.LEDGER_NEWER_SCHEMA, NEWER, e) : explained;
        }
    }

    /** The versions of the tables: those that this build knows, and those that {@code source} has had. */
    static Flyway tables(DataSource source, Dialect dialect) {
        return Flyway.configure(Ledgers.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:org/twomes/station/ledger")
                .javaMigrationClassProvider(List::of)
                .javaMigrations(dialect == Dialect.POSTGRESQL ? FLEET : NONE)
                .placeholders(dialect.placeholders())
                .load();
    }
}
