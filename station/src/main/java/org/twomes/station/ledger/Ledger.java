package org.twomes.station.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.twomes.station.fault.FaultException;

/**
 * The station's memory.
 *
 * <p>What cannot be done is a {@link FaultException} of the area LEDGER. Nothing of it was done then, except perhaps where the commit
 * itself failed (LEDGER_DISK_FULL, LEDGER_READ_ONLY, LEDGER_UNREACHABLE or LEDGER_FAULT): such a commit may be durable all the same.
 */
public interface Ledger extends AutoCloseable {
    /** Units and attempts. */
    UnitLedger units();

    /** What figures are made of. */
    FigureLedger figures();

    /** Registrations that wait. */
    Outbox outbox();

    /** Sheets and labels. */
    SheetLedger sheets();

    /** Data that one board alone is given. */
    UnitDataLedger unitData();

    /** Sheets on their way to a printer. */
    PrintQueue prints();

    /** Writes who did what into the audit log. */
    void audit(String who, String action, String object, Instant at);

    /** How many entries the audit log holds, about: those that were deleted in between count. */
    long auditEntries();

    /** Removes entries of the audit log that were written before; gives how many. */
    int wipeAudit(Instant before);

    /** The newest audit lines. */
    List<AuditLine> auditLines(int limit);

    /**
     * Wipes activation tokens of labels placed before {@code before} whose sheet is released (of the others {@link
     * #unmadeSheets} tells), and of units that changed last
     * before it and get no label any more; gives how many.
     */
    int wipeTokens(Instant before);

    /** Sheets of all stations that have no PDF yet and hold a label placed before {@code placedBefore}, oldest first. */
    List<SheetLedger.Sheet> unmadeSheets(Instant placedBefore);

    /** Removes boot logs of attempts that ended before; gives how many. */
    int wipeBootLogs(Instant endedBefore);

    /**
     * Encrypts all tokens with a new key, in one transaction; other stations of this ledger take it over from their key file.
     * Gives how many.
     */
    int rotateTokenKey(TokenCipher fresh);

    /** Connections to the database that stations share; empty where the ledger is a file of this station alone. */
    Optional<DataSource> shared();

    /** When the scheduler of a station of this fleet checked in last; empty when it never did, or there is no fleet. */
    Optional<Instant> lastSeen(String station);

    /**
     * Claims a station's name for this process.
     *
     * @throws FaultException LEDGER_IN_USE when another process has it
     */
    StationClaim claim(String station);

    /** Proves that the ledger can be written now. */
    void probe();

    /** Makes a consistent copy while running (SQLite); PostgreSQL has its own tools and this says so. */
    void backup(Path target);

    /** Free of unchecked exceptions. */
    @Override
    void close();

    /** A line of the audit log. */
    record AuditLine(Instant at, String who, String action, String object) {}
}
