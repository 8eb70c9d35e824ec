package org.twomes.station.backoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.BackOfficeSection.Database;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** The rename on a real MariaDB with the device table of API v1. */
@Tag("rig")
class ExistingDevicesTest {
    private static final String NAME = "TWOMES-D3AD48";

    @TempDir
    static Path folder;

    private static V1Database server;
    private static String url;
    private static Path password;

    @BeforeAll
    static void start() throws Exception {
        server = V1Database.start(folder);
        url = server.url();
        password = Clients.secret(folder, V1Database.PASSWORD + "\n", "rw-------");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        sql("DELETE FROM device");
    }

    private static Connection owner() throws SQLException {
        return server.owner();
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private static void device(int id, String name, String token) throws SQLException {
        sql("INSERT INTO device (id, name, activation_token, session_token_hash, device_type_id, created_on)"
                + " VALUES (%d, '%s', '%s', 'hash', 1, '2026-11-23 20:43:35')".formatted(id, name, token));
    }

    private static List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT concat(id, ' ', name, ' ', activation_token, ' ', session_token_hash) FROM device ORDER BY id")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static ExistingDevices devices(String address, Duration limit) {
        return new ExistingDevices(new Database(address, "station", password), Optional.empty(), limit);
    }

    /** As an account with these rights to the device table and no other. */
    private static ExistingDevices devicesOfOther(String... rights) throws SQLException {
        for (String right : rights) {
            sql("GRANT " + right + " ON twomes.device TO other");
        }
        return new ExistingDevices(
                new Database(url, V1Database.OTHER_USER, password), Optional.empty(), Duration.ofSeconds(10));
    }

    private static ExistingDevices devices() {
        return devices(url, Duration.ofSeconds(10));
    }

    private static FaultCode fault(ExistingDevices devices, String name) {
        FaultException failure = catchThrowableOfType(FaultException.class, () -> devices.rename(name));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain(V1Database.PASSWORD);
        return failure.code();
    }

    @Test
    void renamesOneRowAndNothingElseOfIt() throws Exception {
        device(12, NAME, "3375550652");
        device(13, "TWOMES-D3AD49", "3375550653");
        assertThat(devices().rename(NAME))
                .isEqualTo(
                        new RenameResult(NAME, NAME + "-OLD", 12, Optional.of(Instant.parse("2026-11-23T20:43:35Z"))));
        assertThat(rows()).containsExactly("12 TWOMES-D3AD48-OLD 3375550652 hash", "13 TWOMES-D3AD49 3375550653 hash");
    }

    @Test
    void countsOnWhereOldNamesAreTaken() throws Exception {
        device(1, NAME + "-OLD", "10000001");
        device(2, NAME + "-old2", "10000002");
        device(3, NAME, "10000003");
        assertThat(devices().rename(NAME).newName()).isEqualTo(NAME + "-OLD3");
        device(4, NAME, "10000004");
        assertThat(devices().rename(NAME).newName()).isEqualTo(NAME + "-OLD4");
        assertThat(rows()).hasSize(4);
    }

    @Test
    void comparesWithoutCaseAsTheTableDoes() throws Exception {
        device(5, "twomes-d3ad48", "10000005");
        assertThat(devices().rename(NAME).newName()).isEqualTo("twomes-d3ad48-OLD");
    }

    @Test
    void saysWhatIsWrongAndChangesNothing() throws Exception {
        assertThat(fault(devices(), NAME)).isEqualTo(FaultCode.DEVICE_NOT_FOUND);
        device(1, NAME, "10000000");
        for (int i = 1; i <= 99; i++) {
            device(i + 1, NAME + "-OLD" + (i == 1 ? "" : i), String.valueOf(10_000_000 + i));
        }
        List<String> before = rows();
        assertThat(fault(devices(), NAME)).isEqualTo(FaultCode.DEVICE_NO_FREE_NAME);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void namesAccountAndNetworkTrouble() throws Exception {
        assertThat(fault(devices("jdbc:mariadb://127.0.0.1:1/twomes", Duration.ofSeconds(2)), NAME))
                .isEqualTo(FaultCode.DEVICES_UNREACHABLE);
        assertThat(fault(devices(url + "2", Duration.ofSeconds(10)), NAME)).isEqualTo(FaultCode.DEVICES_REFUSED);
        Files.writeString(password, "wrong");
        try {
            assertThat(fault(devices(), NAME)).isEqualTo(FaultCode.DEVICES_REFUSED);
        } finally {
            Files.writeString(password, V1Database.PASSWORD);
        }
    }

    @Test
    void aRowThatAnotherProgramHoldsIsForLater() throws Exception {
        device(7, NAME, "10000007");
        try (Connection other = owner();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT id FROM device WHERE id = 7 FOR UPDATE");
            assertThat(fault(devices(url, Duration.ofMillis(500)), NAME)).isEqualTo(FaultCode.DEVICES_UNREACHABLE);
        }
        assertThat(rows()).containsExactly("7 TWOMES-D3AD48 10000007 hash");
    }

    @Test
    void ofManyAtOnceOneRenames() throws Exception {
        device(8, NAME, "10000008");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tries.add(() -> {
                    try {
                        return devices().rename(NAME).newName();
                    } catch (FaultException e) {
                        return e.code().name();
                    }
                });
            }
            List<String> results = new ArrayList<>();
            for (Future<String> done : pool.invokeAll(tries)) {
                results.add(done.get());
            }
            assertThat(results).containsOnlyOnce(NAME + "-OLD");
            results.remove(NAME + "-OLD");
            assertThat(results)
                    .isSubsetOf(FaultCode.DEVICE_NOT_FOUND.name(), FaultCode.DEVICE_CHANGED_MEANWHILE.name());
            assertThat(rows()).containsExactly("8 TWOMES-D3AD48-OLD 10000008 hash");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aProbeAsksForEveryRightThatARenamingNeedsAndChangesNothing() throws Exception {
        device(9, NAME, "10000009");
        try {
            ExistingDevices reader = devicesOfOther("SELECT");
            FaultException refused = catchThrowableOfType(FaultException.class, reader::probe);
            assertThat(refused).isNotNull();
            assertThat(refused.code()).isEqualTo(FaultCode.DEVICES_REFUSED);
            assertThat(refused.advised())
                    .contains("UPDATE", "'other'", "GRANT SELECT (id, name, created_on), UPDATE (name)")
                    .doesNotContain(V1Database.PASSWORD);
            sql("REVOKE SELECT ON twomes.device FROM other");
            ExistingDevices least = devicesOfOther("SELECT (id, name, created_on)", "UPDATE (name)");
            least.probe();
            assertThat(rows()).containsExactly("9 TWOMES-D3AD48 10000009 hash");
            assertThat(least.rename(NAME).newName()).isEqualTo(NAME + "-OLD");
            sql(
                    "REVOKE UPDATE (name) ON twomes.device FROM other",
                    "GRANT UPDATE (created_on) ON twomes.device TO other");
            assertThat(catchThrowableOfType(FaultException.class, least::probe).getMessage())
                    .contains("UPDATE");
        } finally {
            sql("REVOKE ALL ON twomes.device FROM other");
        }
    }
}
