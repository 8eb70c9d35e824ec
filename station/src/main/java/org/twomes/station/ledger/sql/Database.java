package org.twomes.station.ledger.sql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.SecretMask;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Runs transactions and explains what went wrong. */
public final class Database {
    /** Times that a transaction is run which lost a race against another station. */
    private static final int TRIES = 8;

    /** Name of the connection pool of an SQLite file: all its connections wait when somebody else holds the file. */
    public static final String SQLITE_POOL = "ledger file";

    private static final String POOL_EXHAUSTED = "connection is not available";

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";

    /** A statement may stand in a driver's complaint. */
    private static final int LONGEST_MESSAGE = 500;

    /** How long a call waits for its connection, and a write for its turn. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A method of a repository that only reads, with more than one query. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Reads {}

    private final Handles handles;
    private final Dialect dialect;
    private final SecretMask secrets;
    private final GroupCommit sqlite;
    /** Once a page proved damaged nothing is written any more: a half-repaired ledger is worse than a stopped line. */
    private volatile Optional<FaultException> corrupt = Optional.empty();

    /** {@code secrets} hides the server's password, which a server may say again. */
    Database(Handles handles, Dialect dialect, SecretMask secrets) {
        this.handles = handles;
        this.secrets = secrets;
        this.dialect = dialect;
        this.sqlite = new GroupCommit(this::transaction, TIMEOUT);
    }

    Dialect dialect() {
        return dialect;
    }

    /** Runs {@code work} in one transaction that is durable when this returns. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        refuseCorrupt();
        for (int attempt = 1; ; attempt++) {
            try {
                return dialect == Dialect.SQLITE
                        ? sqlite.write(work)
                        : handles.with(handle -> handle.inTransaction(work));
            } catch (JdbiException e) {
                if (attempt == TRIES || !lostRace(e)) {
                    throw noted(e);
                }
            }
        }
    }

    /**
     * An SQL object each of whose calls is one transaction, durable when it returns, but those of queries and of methods
     * that say {@link Reads}, which read outside any.
     */
    <T> T repository(Class<T> type) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return invoke(method, this, arguments);
                    }
                    HandleCallback<Optional<Object>, RuntimeException> call =
                            handle -> Optional.ofNullable(invoke(method, Attached.to(handle, type), arguments));
                    boolean reads =
                            method.isAnnotationPresent(SqlQuery.class) || method.isAnnotationPresent(Reads.class);
                    return (reads ? read(call) : write(call)).orElse(null);
                });
        return type.cast(proxy);
    }

    private void transaction(HandleConsumer<RuntimeException> work) {
        handles.with(handle -> {
            handle.useTransaction(work);
            return true;
        });
    }

    private static @Nullable Object invoke(Method method, Object target, Object @Nullable [] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(method + " throws a checked exception", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " is not of a repository", e);
        }
    }

    /** Reads outside any transaction. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        try {
            return handles.with(work);
        } catch (JdbiException e) {
            throw noted(e);
        }
    }

    /** Throws LEDGER_CORRUPT if that was ever found since the start. */
    void refuseCorrupt() {
        if (corrupt.isPresent()) {
            FaultException first = corrupt.get();
            throw new FaultException(first.code(), String.valueOf(first.getMessage()), first);
        }
    }

    private FaultException noted(JdbiException e) {
        FaultException explained = explain(e, secrets);
        if (explained.code() == FaultCode.LEDGER_CORRUPT) {
            corrupt = Optional.of(explained);
        }
        return explained;
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

    /** As {@link #explain(Throwable, SecretMask)}, where no server was sent a secret. */
    public static FaultException explain(Throwable e) {
        return explain(e, SecretMask.NONE);
    }

    /** Names the kind of failure by what SQLite and PostgreSQL say. */
    public static FaultException explain(Throwable e, SecretMask secrets) {
        if (e instanceof FaultException ours) {
            return ours;
        }
        String message = message(e);
        String lower = message.toLowerCase(Locale.ROOT);
        FaultCode fault;
        if (lower.contains("sqlite_full") || lower.contains("disk is full") || lower.contains("no space left")) {
            fault = FaultCode.LEDGER_DISK_FULL;
        } else if (lower.contains("readonly")
                || lower.contains("read-only")
                || lower.contains("cantopen")
                || lower.contains("sqlite_ioerr")
                || lower.contains("permission denied")) {
            fault = FaultCode.LEDGER_READ_ONLY;
        } else if (lower.contains("sqlite_busy")
                || lower.contains("database is locked")
                || lower.contains(POOL_EXHAUSTED) && lower.contains(SQLITE_POOL)) {
            fault = FaultCode.LEDGER_LOCKED;
        } else if (lower.contains("sqlite_corrupt") || lower.contains("notadb") || lower.contains("malformed")) {
            fault = FaultCode.LEDGER_CORRUPT;
        } else if (sqlState(e).startsWith("08") || lower.contains(POOL_EXHAUSTED)) {
            fault = FaultCode.LEDGER_UNREACHABLE;
        } else {
            fault = FaultCode.LEDGER_FAULT;
        }
        return new FaultException(fault, unusable(secrets.line(message, LONGEST_MESSAGE)), e);
    }

    /** What people are told when the ledger cannot be used; what to do is {@link FaultCode#remedy()}. */
    static String unusable(String message) {
        return "The ledger cannot be used: " + message;
    }

    private static String message(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
