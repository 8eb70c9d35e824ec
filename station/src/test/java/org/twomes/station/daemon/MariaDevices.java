package org.twomes.station.daemon;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.twomes.station.backoffice.V1Database;
import org.twomes.station.common.Secret;
import org.twomes.station.rig.DeviceTable;
import org.twomes.station.rig.FakeBackOffice;

/** A fake back office's devices in the table that the station renames in. */
public record MariaDevices(V1Database database) implements DeviceTable {
    @Override
    public List<FakeBackOffice.Device> devices() {
        List<FakeBackOffice.Device> devices = new ArrayList<>();
        try (Connection connection = database.owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT d.id, d.name, t.name, d.activation_token FROM device d"
                        + " JOIN device_type t ON t.id = d.device_type_id ORDER BY d.id")) {
            while (rows.next()) {
                devices.add(new FakeBackOffice.Device(
                        rows.getLong(1), rows.getString(2), rows.getString(3), Secret.of(rows.getString(4))));
            }
            return devices;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long add(String name, String deviceType, Secret token) {
        try (Connection connection = database.owner();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO device (name, activation_token, device_type_id, created_on)"
                                + " VALUES (?, ?, (SELECT id FROM device_type WHERE name = ?), UTC_TIMESTAMP())",
                        Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, name);
            insert.setString(2, token.reveal());
            insert.setString(3, deviceType);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
