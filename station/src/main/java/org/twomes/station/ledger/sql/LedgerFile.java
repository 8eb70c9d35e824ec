package org.twomes.station.ledger.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.jdbc4.JDBC4Connection;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/**
 * Connections to the SQLite file. One to a file cannot be lost as one to a server can, so the pool, which asks each before it
 * hands it out, gets its answer without a query: that would cost as much as most of ours.
 */
public final class LedgerFile extends SQLiteDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final String file;

    /** {@code settings} are SQLite's pragmas by their names. */
    public LedgerFile(Path file, Properties settings) {
        super(new SQLiteConfig(settings));
        this.file = file.toString();
        setUrl("jdbc:sqlite:" + file);
    }

    /**
     * Makes the file, and those that SQLite keeps beside it, for their owner only, whatever the umask: SQLite gives a new log the
     * mode of the file that it belongs to. What cannot be done here SQLite cannot do either, and it says why.
     */
    public static void makePrivate(Path file) {
        try {
            if (Files.notExists(file)) {
                PrivateFile.create(file, new byte[0]);
                return;
            }
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path each = file.resolveSibling(file.getFileName() + suffix);
                if (Files.exists(each) && !Files.getPosixFilePermissions(each).equals(OWNER_ONLY)) {
                    Files.setPosixFilePermissions(each, OWNER_ONLY);
                    LOG.info("{} is for its owner only from now on", each);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("The mode of {} stays as it is", file, e);
        }
    }

    /** Writes a consistent copy of the ledger that {@code database} has open; {@code target} must not exist. */
    static void copy(Database database, Path target) {
        if (Files.exists(target)) {
            throw new FaultException(FaultCode.LEDGER_BACKUP_EXISTS, target + " exists already");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            // It holds every name and every encrypted token: for its owner only. VACUUM fills an empty file.
            Files.createFile(part, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            database.read(handle ->
                    handle.execute("VACUUM INTO ?", part.toAbsolutePath().toString()));
            Files.move(part, target);
        } catch (IOException e) {
            throw new FaultException(FaultCode.LEDGER_FAULT, "The backup " + target + " cannot be written: " + e, e);
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
    public Connection getConnection() throws SQLException {
        return new JDBC4Connection(getUrl(), file, getConfig().toProperties()) {
            @Override
            public boolean isValid(int seconds) throws SQLException {
                return !isClosed();
            }
        };
    }
}
