package org.twomes.station.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/** The ledger's own connections, for Quartz; the ledger closes them. */
final class SharedConnections implements ConnectionProvider {
    private final DataSource source;

    SharedConnections(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source.getConnection();
    }

    @Override
    public void initialize() {
        // The ledger has opened them.
    }

    @Override
    public void shutdown() {
        // The ledger closes them.
    }
}
