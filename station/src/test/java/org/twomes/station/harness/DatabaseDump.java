package org.twomes.station.harness;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** All that a PostgreSQL database holds. */
final class DatabaseDump {
    private DatabaseDump() {}

    /** Every column of every row, by table. */
    static Map<String, byte[]> of(DataSource database) throws SQLException {
        Map<String, byte[]> tables = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet all =
                    statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
                while (all.next()) {
                    names.add(all.getString(1));
                }
            }
            for (String name : names) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + name)) {
                    tables.put(name, bytes(rows));
                }
            }
        }
        return tables;
    }

    private static byte[] bytes(ResultSet rows) throws SQLException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        while (rows.next()) {
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                byte[] content = rows.getBytes(column);
                dump.writeBytes(content == null ? new byte[0] : content);
                dump.write('\n');
            }
        }
        return dump.toByteArray();
    }
}
