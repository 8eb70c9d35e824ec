package org.twomes.station.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger in SQL; {@link Ledgers} opens it. */
final class SqlLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(SqlLedger.class);

    /** Characters of an audit entry's object: no writer needs more, and none may fill the disk. */
    private static final int LONGEST_OBJECT = 1000;

    private final HikariDataSource source;
    private final Path dataFolder;
    private final Database database;
    private final TokenVault vault;
    private final UnitLedger units;
    private final Outbox outbox;
    private final SheetLedger sheets;
    private final PrintQueue prints;

    SqlLedger(HikariDataSource source, Path dataFolder, Database database, TokenCipher cipher) {
        this.source = source;
        this.dataFolder = dataFolder;
        this.database = database;
        this.vault = new TokenVault(database.dialect(), cipher);
        this.units = new SqlUnits(database, vault);
        this.outbox = new SqlOutbox(database, vault);
        this.sheets = new SqlSheets(database, vault);
        this.prints = new SqlPrints(database);
        database.change(vault::agree);
    }

    @Override
    public UnitLedger units() {
        return units;
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
    public PrintQueue prints() {
        return prints;
    }

    @Override
    public void audit(String who, String action, String object, Instant at) {
        database.change(handle -> audit(handle, who, action, object, at));
    }

    static void audit(Handle handle, String who, String action, String object, Instant at) {
        handle.createUpdate("INSERT INTO audit (at, who, action, object) VALUES (:at, :who, :action, :object)")
                .bind("at", at.toEpochMilli())
                .bind("who", who)
                .bind("action", action)
                .bind("object", object.length() > LONGEST_OBJECT ? object.substring(0, LONGEST_OBJECT) : object)
                .execute();
    }

    /** The difference of two indexed ends: counting would read every entry. */
    @Override
    public long auditEntries() {
        return database.read(handle -> handle.createQuery("SELECT COALESCE(MAX(id) - MIN(id) + 1, 0) FROM audit")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public int wipeAudit(Instant before) {
        return database.write(handle -> handle.createUpdate("DELETE FROM audit WHERE at < :before")
                .bind("before", before.toEpochMilli())
                .execute());
    }

    @Override
    public List<AuditLine> auditLines(int limit) {
        return database.read(handle -> handle.createQuery("SELECT * FROM audit ORDER BY id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> new AuditLine(
                        Rows.instant(row, "at"),
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("object")))
                .list());
    }

    @Override
    public int wipeTokens(Instant before) {
        int wiped = database.write(handle -> handle.createUpdate("UPDATE unit SET token = NULL WHERE token IS NOT NULL"
                        + " AND (id IN (SELECT l.unit_id FROM label l JOIN sheet s ON s.id = l.sheet_id"
                        + " WHERE l.at < :before AND s.state = 'RELEASED')"
                        + " OR changed < :before AND NOT EXISTS (SELECT 1 FROM label l WHERE l.unit_id = unit.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.unit_id = unit.id AND o.state = 'WAITING')"
                        + " AND NOT (sticker = 1 AND state = 'REGISTERED'))")
                .bind("before", before.toEpochMilli())
                .execute());
        if (wiped > 0) {
            forgetLog();
        }
        return wiped;
    }

    @Override
    public List<SheetLedger.Sheet> unmadeSheets(Instant placedBefore) {
        return database.read(handle -> handle.createQuery(
                        Rows.SHEET + "WHERE state <> 'RELEASED'"
                                + " AND EXISTS (SELECT 1 FROM label l WHERE l.sheet_id = sheet.id AND l.at < :before) ORDER BY id")
                .bind("before", placedBefore.toEpochMilli())
                .map((row, context) -> Rows.sheet(row))
                .list());
    }

    @Override
    public int wipeBootLogs(Instant endedBefore) {
        return database.write(handle -> handle.createUpdate(
                        "UPDATE attempt SET boot_log = '' WHERE boot_log <> '' AND ended = 1 AND changed < :before")
                .bind("before", endedBefore.toEpochMilli())
                .execute());
    }

    @Override
    public int rotateTokenKey(TokenCipher fresh) {
        int rotated = database.write(handle -> vault.rotate(handle, fresh));
        vault.change(fresh);
        forgetLog();
        return rotated;
    }

    /** What was overwritten shall not stay in SQLite's log file, if nobody is at it; PostgreSQL has its own ways. */
    private void forgetLog() {
        if (database.dialect() == Dialect.SQLITE) {
            try {
                database.read(handle -> handle.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
            } catch (LedgerException e) {
                LOG.info("The ledger's log keeps for a while what was overwritten: {}", e.getMessage());
            }
        }
    }

    @Override
    public Optional<DataSource> shared() {
        return database.dialect() == Dialect.POSTGRESQL ? Optional.of(source) : Optional.empty();
    }

    @Override
    public Optional<Instant> lastSeen(String station) {
        if (shared().isEmpty()) {
            return Optional.empty();
        }
        return database.read(handle -> handle.createQuery(
                        "SELECT MAX(last_checkin_time) FROM qrtz_scheduler_state WHERE instance_name = :station")
                .bind("station", station)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
    }

    @Override
    public StationClaim claim(String station) {
        return shared().isPresent() ? new SessionClaim(source, station) : FileClaim.take(dataFolder, station);
    }

    @Override
    public void probe() {
        database.change(handle -> handle.createUpdate("INSERT INTO setting (name, content) VALUES ('probe', '1')"
                        + " ON CONFLICT (name) DO UPDATE SET content = excluded.content")
                .execute());
    }

    @Override
    public void backup(Path target) {
        if (database.dialect() != Dialect.SQLITE) {
            throw new LedgerException(LedgerFault.OTHER, "PostgreSQL is backed up with its own tools: use pg_dump");
        }
        if (Files.exists(target)) {
            throw new LedgerException(LedgerFault.CONFLICT, target + " exists already: name a new file");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            // It holds every name and every encrypted token: for its owner only. VACUUM fills an empty file.
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            database.read(handle ->
                    handle.execute("VACUUM INTO ?", part.toAbsolutePath().toString()));
            Files.move(part, target);
        } catch (IOException e) {
            throw new LedgerException(LedgerFault.OTHER, "The backup " + target + " cannot be written: " + e, e);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("{} is left over and can be removed: {}", part, e.toString());
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
