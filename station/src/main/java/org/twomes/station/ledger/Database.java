package org.twomes.station.ledger;

import java.sql.SQLException;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs transactions and says in our own words what went wrong. */
final class Database {
    /** Times that a transaction is run which lost a race against another station. */
    private static final int TRIES = 8;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";

    private final Jdbi jdbi;
    private final Dialect dialect;

    Database(Jdbi jdbi, Dialect dialect) {
        this.jdbi = jdbi;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Runs {@code work} in one transaction that is durable when this returns. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(work);
            } catch (JdbiException e) {
                if (attempt == TRIES || !lostRace(e)) {
                    throw explain(e);
                }
            }
        }
    }

    /** As {@link #write} for work without a result. */
    void change(java.util.function.Consumer<Handle> work) {
        write(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** Reads outside any transaction. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw explain(e);
        }
    }

    private static boolean lostRace(Throwable e) {
        String state = sqlState(e);
        return state.equals(UNIQUE_VIOLATION) || state.equals(SERIALIZATION_FAILURE) || state.equals(DEADLOCK);
    }

    private static String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** Names the kind of failure by what SQLite and PostgreSQL say. */
    static LedgerException explain(Throwable e) {
        if (e instanceof LedgerException ours) {
            return ours;
        }
        String words = words(e);
        String lower = words.toLowerCase(Locale.ROOT);
        LedgerFault fault;
        if (lower.contains("sqlite_full") || lower.contains("disk is full") || lower.contains("no space left")) {
            fault = LedgerFault.DISK_FULL;
        } else if (lower.contains("readonly")
                || lower.contains("read-only")
                || lower.contains("cantopen")
                || lower.contains("permission denied")) {
            fault = LedgerFault.READ_ONLY;
        } else if (lower.contains("sqlite_busy") || lower.contains("database is locked")) {
            fault = LedgerFault.LOCKED;
        } else if (lower.contains("sqlite_corrupt") || lower.contains("notadb") || lower.contains("malformed")) {
            fault = LedgerFault.CORRUPT;
        } else if (sqlState(e).startsWith("08") || lower.contains("connection is not available")) {
            fault = LedgerFault.UNREACHABLE;
        } else {
            fault = LedgerFault.OTHER;
        }
        return new LedgerException(fault, "The ledger cannot be used: " + words, e);
    }

    private static String words(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
