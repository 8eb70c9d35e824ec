package org.twomes.station.ledger.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.SecretMask;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.FigureLedger;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.PrintQueue;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.StationClaim;
import org.twomes.station.ledger.TokenCipher;
import org.twomes.station.ledger.UnitDataLedger;
import org.twomes.station.ledger.UnitLedger;

/** The ledger in SQL; {@link org.twomes.station.ledger.Ledgers} opens it. */
public final class SqlLedger implements Ledger {
    /** Query for the fingerprint of the token key in use: one text, or none in a new ledger. */
    public static final String KEY_IN_USE = SqlTokenKey.IN_USE;

    private static final Logger LOG = LoggerFactory.getLogger(SqlLedger.class);

    private final HikariDataSource source;
    private final Path dataFolder;
    private final Dialect dialect;
    private final Database database;
    private final TokenVault vault;
    private final UnitLedger units;
    private final FigureLedger figures;
    private final Outbox outbox;
    private final SheetLedger sheets;
    private final UnitDataLedger unitData;
    private final PrintQueue prints;
    private final SqlAudit audit;
    private final SqlRetention retention;

    /**
     * On a database whose tables are up to date.
     *
     * @param dataFolder where a station's claim on an SQLite file lives
     * @param secrets hides the server's password in what a server says
     */
    public SqlLedger(
            HikariDataSource source, Path dataFolder, Dialect dialect, SecretMask secrets, TokenCipher cipher) {
        this.source = source;
        this.dataFolder = dataFolder;
        this.dialect = dialect;
        this.vault = new TokenVault(dialect, cipher);
        Handles handles = new Handles(connection -> Mapping.on(connection, dialect, vault), source);
        this.database = new Database(handles, dialect, secrets);
        this.units = database.repository(SqlUnits.class);
        this.figures = database.repository(SqlFigures.class);
        this.outbox = database.repository(SqlOutbox.class);
        this.sheets = database.repository(SqlSheets.class);
        this.unitData = database.repository(SqlUnitData.class);
        this.prints = database.repository(SqlPrints.class);
        this.audit = database.repository(SqlAudit.class);
        this.retention = database.repository(SqlRetention.class);
        database.write(handle -> {
            vault.agree(handle.attach(SqlTokenKey.class));
            return true;
        });
    }

    @Override
    public UnitLedger units() {
        return units;
    }

    @Override
    public FigureLedger figures() {
        return figures;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public SheetLedger sheets() {
        return sheets;
    }

    @Override
    public UnitDataLedger unitData() {
        return unitData;
    }

    @Override
    public PrintQueue prints() {
        return prints;
    }

    @Override
    public void audit(String who, String action, String object, Instant at) {
        audit.add(who, action, object, at);
    }

    @Override
    public long auditEntries() {
        return audit.entries();
    }

    @Override
    public int wipeAudit(Instant before) {
        return audit.wipe(before);
    }

    @Override
    public List<AuditLine> auditLines(int limit) {
        return audit.newest(limit);
    }

    @Override
    public int wipeTokens(Instant before) {
        int wiped = retention.wipeTokens(before);
        if (wiped > 0) {
            forgetLog();
        }
        return wiped;
    }

    @Override
    public List<SheetLedger.Sheet> unmadeSheets(Instant placedBefore) {
        return retention.unmadeSheets(placedBefore);
    }

    @Override
    public int wipeBootLogs(Instant endedBefore) {
        return retention.wipeBootLogs(endedBefore);
    }

    @Override
    public int rotateTokenKey(TokenCipher fresh) {
        int rotated = database.write(handle -> vault.rotate(handle.attach(SqlTokenKey.class), fresh));
        vault.change(fresh);
        forgetLog();
        return rotated;
    }

    /** What was overwritten shall not stay in SQLite's log file, if nobody is at it; PostgreSQL has its own ways. */
    private void forgetLog() {
        if (dialect == Dialect.SQLITE) {
            try {
                database.read(handle -> handle.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
            } catch (FaultException e) {
                LOG.info("The ledger's log keeps for a while what was overwritten: {}", e.getMessage());
            }
        }
    }

    @Override
    public Optional<DataSource> shared() {
        return dialect == Dialect.POSTGRESQL ? Optional.of(source) : Optional.empty();
    }

    @Override
    public Optional<Instant> lastSeen(String station) {
        return shared().isPresent() ? retention.lastSeen(station) : Optional.empty();
    }

    @Override
    public StationClaim claim(String station) {
        return shared().isPresent() ? new SessionClaim(source, station) : FileClaim.take(dataFolder, station);
    }

    @Override
    public void probe() {
        retention.probe();
    }

    @Override
    public void backup(Path target) {
        if (dialect != Dialect.SQLITE) {
            throw new FaultException(FaultCode.LEDGER_FAULT, "PostgreSQL is backed up with its own tools: use pg_dump");
        }
        LedgerFile.copy(database, target);
    }

    @Override
    public void close() {
        source.close();
    }
}
