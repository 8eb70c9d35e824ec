package org.twomes.station.ledger.sql;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.StationClaim;

/**
 * A claim by an advisory lock of PostgreSQL, on a connection of its own: the server gives it back when the connection ends, as it
 * does with the process, and within half a minute after the station's computer lost its power.
 */
final class SessionClaim implements StationClaim {
    private static final Logger LOG = LoggerFactory.getLogger(SessionClaim.class);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    /** A process that was just killed may leave its lock for a moment. */
    private static final String LOCK_TIMEOUT = "SET lock_timeout = '3s'";

    private static final String NOTICE_THE_DEAD =
            "SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";
    private static final int ALIVE_S = 5;

    private final HikariConfig server;
    private final String station;
    private Connection connection;

    /** Claims {@code station}, or says LEDGER_IN_USE or LEDGER_UNREACHABLE. */
    SessionClaim(HikariConfig server, String station) {
        this.server = server;
        this.station = station;
        this.connection = connect();
    }

    @Override
    public synchronized void renew() {
        try {
            if (connection.isValid(ALIVE_S)) {
                return;
            }
        } catch (SQLException e) {
            throw Database.explain(e);
        }
        close();
        connection = connect();
        LOG.info("The database server is back: {} is claimed again", station);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection of the claim was gone: {}", e.toString());
        }
    }

    private Connection connect() {
        Properties properties = new Properties();
        properties.putAll(server.getDataSourceProperties());
        if (server.getUsername() != null) {
            properties.setProperty("user", server.getUsername());
        }
        if (server.getPassword() != null) {
            properties.setProperty("password", server.getPassword());
        }
        Connection opened = null;
        try {
            opened = DriverManager.getConnection(server.getJdbcUrl(), properties);
            lock(opened);
            return opened;
        } catch (SQLException e) {
            closeQuietly(opened);
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new FaultException(
                        FaultCode.LEDGER_IN_USE, "Another process works as station " + station + " on this ledger", e);
            }
            throw Database.explain(e);
        }
    }

    private void lock(Connection opened) throws SQLException {
        try (Statement statement = opened.createStatement()) {
            statement.execute(NOTICE_THE_DEAD);
            statement.execute(LOCK_TIMEOUT);
        }
        try (PreparedStatement lock = opened.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "twomes station " + station);
            lock.execute();
        }
    }

    private static void closeQuietly(@Nullable Connection opened) {
        if (opened != null) {
            try {
                opened.close();
            } catch (SQLException e) {
                LOG.debug("A connection did not close: {}", e.toString());
            }
        }
    }
}
