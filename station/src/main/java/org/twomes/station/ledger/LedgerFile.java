package org.twomes.station.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * Connections to the SQLite file. One to a file cannot be lost as one to a server can, so the pool, which asks each before it
 * hands it out, gets its answer without a query: that would cost as much as most of ours.
 */
final class LedgerFile extends SQLiteDataSource {
    private final String file;

    /** {@code settings} are SQLite's pragmas by their names. */
    LedgerFile(Path file, Properties settings) {
        super(new SQLiteConfig(settings));
        this.file = file.toString();
        setUrl("jdbc:sqlite:" + file);
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
