package org.twomes.station.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.AesTokenCipher;

/**
 * Reads the ledger's file from outside, by SQL and without a word from the daemon. It is open only while the daemon lives and
 * only for reading: what a killed daemon left in its journal must be repaired by the next one, not by this.
 */
final class LedgerEye implements AutoCloseable {
    private final Path file;
    private Optional<Connection> connection = Optional.empty();
    private boolean allowed;

    LedgerEye(Path file) {
        this.file = file;
    }

    /** The daemon runs: it may be looked at until {@link #close}. */
    synchronized void allow() {
        allowed = true;
    }

    private boolean open() {
        if (allowed && connection.isEmpty() && Files.exists(file)) {
            try {
                connection = Optional.of(DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro"));
            } catch (SQLException e) {
                return false;
            }
        }
        return connection.isPresent();
    }

    @Override
    public synchronized void close() {
        allowed = false;
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            connection = Optional.empty();
        }
    }

    /** One number by a query with texts; empty when the ledger cannot be read now. */
    synchronized Optional<Long> number(String sql, Object... values) {
        if (!open()) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.get().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            // No table yet, or the daemon is just changing the journal.
            return Optional.empty();
        }
    }

    /** Number of the newest transition, 0 for none. */
    long newest() {
        return number("SELECT MAX(id) FROM transition").orElse(0L);
    }

    /** Whether a transition to {@code state} came after number {@code from}. */
    boolean reached(String state, long from) {
        return number("SELECT 1 FROM transition WHERE id > ? AND state = ?", from, state)
                .isPresent();
    }

    /** All units, their tokens decrypted with the station's key. */
    synchronized List<Records.Unit> units(Path config) throws SQLException, IOException, ConfigException {
        StationConfig settings = ConfigFile.load(config);
        AesTokenCipher cipher =
                AesTokenCipher.open(settings.ledger(), settings.station().data());
        String sql = "SELECT u.*, s.number, l.position FROM unit u LEFT JOIN label l ON l.unit_id = u.id"
                + " LEFT JOIN sheet s ON s.id = l.sheet_id";
        List<Records.Unit> units = new ArrayList<>();
        if (!open()) {
            return units;
        }
        try (PreparedStatement statement = connection.get().prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                units.add(unit(rows, cipher));
            }
        }
        return units;
    }

    private static Records.Unit unit(ResultSet row, AesTokenCipher cipher) throws SQLException {
        String tail = row.getString("mac").substring("24:0a:c4:".length()).replace(":", "");
        Optional<Secret> token = Optional.ofNullable(row.getBytes("token")).map(bytes -> decrypt(cipher, row, bytes));
        String sheet = row.getString("number");
        int position = row.getInt("position");
        return new Records.Unit(
                ChaosRig.name(Integer.parseInt(tail, 16)),
                row.getInt("life"),
                row.getString("state"),
                token,
                Optional.ofNullable(sheet).map(number -> new Records.Place(number, position)));
    }

    private static Secret decrypt(AesTokenCipher cipher, ResultSet row, byte[] bytes) {
        try {
            return cipher.decrypt(bytes, "unit " + row.getLong("id"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
