package org.twomes.station.backoffice;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.twomes.station.config.BackOfficeSection.Database;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/**
 * The device table of API v1 on MariaDB: takes an existing device's name away from it, as no API does, so that the board can be
 * registered anew. Changes the name and nothing else; the row keeps its measurements, owner and token.
 */
public final class ExistingDevices {
    private static final String SUFFIX = "-OLD";

    /** A board that was prepared this often is worn out, or something runs in a circle. */
    private static final int LAST_SUFFIX = 99;

    /** MariaDB's error code for a row that changed after this transaction's first look (innodb_snapshot_isolation). */
    private static final int RECORD_CHANGED = 1020;

    /** MariaDB's error codes for a right that is missing: to the table, or to a column of it. */
    private static final Set<Integer> DENIED = Set.of(1142, 1143);

    /** A key that no row has: they are given from 1 on. */
    private static final long NO_ROW = 0;

    /** MariaDB's SQL state class of trouble with the connection. */
    private static final String CONNECTION_STATE = "08";

    private final String url;
    private final String user;
    private final SecretFile password;
    private final Duration limit;

    /** The database of the configuration; {@code limit} is that of connecting and of each statement. */
    public ExistingDevices(Database database, Optional<Path> credentials, Duration limit) {
        url = database.url();
        user = database.user();
        password = new SecretFile("database password", database.passwordFile(), credentials);
        this.limit = limit;
    }

    /**
     * Renames the device {@code name} (compared without case, as the table does) to the first free of {@code NAME-OLD},
     * {@code NAME-OLD2} and so on, in one transaction.
     */
    public RenameResult rename(String name) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            RenameResult result;
            try {
                result = rename(connection, name);
            } catch (SQLException | FaultException e) {
                rollBack(connection, e);
                throw e;
            }
            commit(connection, result);
            return result;
        } catch (FaultException e) {
            throw e.isOf(FaultArea.DEVICE_TABLE) ? e : new FaultException(FaultCode.DEVICES_REFUSED, e.advised(), e);
        } catch (SQLException e) {
            throw refused(name, e);
        }
    }

    /**
     * Runs the statements of a renaming on no row, so that the database checks the rights to them, and changes nothing.
     *
     * @throws FaultException DEVICES_UNREACHABLE or DEVICES_REFUSED, with the reason and the right that is missing
     */
    public void probe() {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            find(connection, "");
            RenameResult none = new RenameResult("", "", NO_ROW, Optional.empty());
            try {
                select(connection, NO_ROW, "");
                update(connection, none, "");
            } finally {
                connection.rollback();
            }
        } catch (FaultException e) {
            throw e.isOf(FaultArea.DEVICE_TABLE) ? e : new FaultException(FaultCode.DEVICES_REFUSED, e.advised(), e);
        } catch (SQLException e) {
            throw DENIED.contains(e.getErrorCode())
                    ? new FaultException(
                            FaultCode.DEVICES_REFUSED,
                            "account " + user + " may not rename devices (" + Redactor.of(e, password.mask()) + ")",
                            e)
                    : unusable("the device table cannot be used: " + Redactor.of(e, password.mask()), e);
        }
    }

    private Connection connect() throws SQLException {
        String milliseconds = String.valueOf(limit.toMillis());
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.read().reveal());
        properties.setProperty("connectTimeout", milliseconds);
        properties.setProperty("socketTimeout", milliseconds);
        return DriverManager.getConnection(url, properties);
    }

    private RenameResult rename(Connection connection, String name) throws SQLException {
        OptionalLong id = find(connection, name);
        if (id.isEmpty()) {
            throw new FaultException(FaultCode.DEVICE_NOT_FOUND, "no device named " + name + " in the back office");
        }
        RenameResult row = lock(connection, id.getAsLong(), name);
        for (int number = 1; number <= LAST_SUFFIX; number++) {
            String candidate = row.oldName() + SUFFIX + (number == 1 ? "" : number);
            if (find(connection, candidate).isEmpty() && change(connection, row, candidate)) {
                return new RenameResult(row.oldName(), candidate, row.rowId(), row.createdOn());
            }
        }
        throw new FaultException(
                FaultCode.DEVICE_NO_FREE_NAME,
                "%s and all its names up to %s%d are taken".formatted(name, SUFFIX, LAST_SUFFIX));
    }

    /** Looks without a lock: the unique index is a hash, which a locking search would pass by and lock every row. */
    private static OptionalLong find(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM device WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Locks the row by its key, and looks again whether it still has the name. */
    private static RenameResult lock(Connection connection, long id, String name) throws SQLException {
        return select(connection, id, name).orElseThrow(() -> changed(name));
    }

    private static Optional<RenameResult> select(Connection connection, long id, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT name, created_on FROM device WHERE id = ? AND name = ? FOR UPDATE")) {
            select.setLong(1, id);
            select.setString(2, name);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                // API v1 stores UTC without a zone.
                Optional<Instant> created = Optional.ofNullable(rows.getObject(2, LocalDateTime.class))
                        .map(time -> time.toInstant(ZoneOffset.UTC));
                return Optional.of(new RenameResult(rows.getString(1), rows.getString(1), id, created));
            }
        }
    }

    /** False when another connection took the candidate since it was found free. */
    private static boolean change(Connection connection, RenameResult row, String candidate) throws SQLException {
        try {
            if (update(connection, row, candidate) != 1) {
                throw changed(row.oldName());
            }
            return true;
        } catch (SQLIntegrityConstraintViolationException e) {
            return false;
        }
    }

    /** Gives how many rows got the name {@code candidate}. */
    private static int update(Connection connection, RenameResult row, String candidate) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE device SET name = ? WHERE id = ? AND name = ?")) {
            update.setString(1, candidate);
            update.setLong(2, row.rowId());
            update.setString(3, row.oldName());
            return update.executeUpdate();
        }
    }

    private static FaultException changed(String name) {
        return new FaultException(
                FaultCode.DEVICE_CHANGED_MEANWHILE,
                "device " + name + " was renamed or removed by another program meanwhile");
    }

    private void commit(Connection connection, RenameResult result) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new FaultException(
                    FaultCode.DEVICES_UNCERTAIN,
                    "the database did not confirm the renaming of %s to %s (%s)"
                            .formatted(result.oldName(), result.newName(), Redactor.of(e, password.mask())),
                    Map.of("row", String.valueOf(result.rowId())),
                    e);
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The server rolls back by itself when the connection closes.
            reason.addSuppressed(e);
        }
    }

    private FaultException refused(String name, SQLException e) {
        if (e.getErrorCode() == RECORD_CHANGED) {
            return changed(name);
        }
        return unusable("device %s was not renamed: %s".formatted(name, Redactor.of(e, password.mask())), e);
    }

    private FaultException unusable(String what, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean away = e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTransientException
                || state.startsWith(CONNECTION_STATE);
        return away
                ? new FaultException(FaultCode.DEVICES_UNREACHABLE, what, e)
                : new FaultException(FaultCode.DEVICES_REFUSED, what, e);
    }
}
