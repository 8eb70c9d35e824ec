package org.twomes.station.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.AesTokenCipher;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Ledgers;

/** The check of an SQLite ledger leaves every byte of its folder as it was. */
@Tag("fast")
class LedgerCheckTest {
    @TempDir
    private Path data;

    private StationConfig config;

    @BeforeEach
    void configure() throws Exception {
        config = ConfigFile.defaults(Map.of("station.data", data.toString()));
    }

    private Ledger open() {
        return Ledgers.open(config.ledger(), data, AesTokenCipher.open(config.ledger(), data));
    }

    private void change(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + Ledgers.file(data));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Of the tables, newest first. */
    private List<String> versions() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + Ledgers.file(data));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version FROM flyway_schema_history ORDER BY installed_rank DESC")) {
            List<String> versions = new ArrayList<>();
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
            return versions;
        }
    }

    /** What the check says; what is in the folder must be the same before and after, to the byte. */
    private Finding look() throws IOException {
        Map<String, String> before = bytes();
        List<Finding> findings = new LedgerCheck(config).look();
        assertThat(bytes()).isEqualTo(before);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private Map<String, String> bytes() throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                // In SQLite's index of its log a reader notes where it reads, as every reader does.
                String content = file.toString().endsWith("-shm")
                        ? ""
                        : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                bytes.put(file.getFileName().toString(), Files.getLastModifiedTime(file) + content);
            }
        }
        return bytes;
    }

    @Test
    void whereThereIsNoneNoneIsMadeAndNoKeyEither() throws Exception {
        assertThat(look().what()).contains("the station will make it");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aLedgerAtRestIsFineWithItsVersionAndTheFingerprintOfItsKey() throws Exception {
        open().close();
        Finding fine = look();
        assertThat(fine.severity()).as(fine.what()).isEqualTo(Severity.FINE);
        assertThat(fine.what())
                .contains("version " + versions().get(0) + ", which this station knows")
                .contains(AesTokenCipher.open(config.ledger(), data).fingerprint());
    }

    @Test
    void aLedgerInUseIsReadWithWhatIsStillInItsLog() throws Exception {
        try (Ledger ledger = open()) {
            ledger.audit("anna", "test", "x", Instant.EPOCH);
            assertThat(data.resolve("ledger.sqlite-wal")).isNotEmptyFile();
            Finding fine = look();
            assertThat(fine.severity()).as(fine.what()).isEqualTo(Severity.FINE);
        }
    }

    @Test
    void anOlderLedgerStaysAsOldAsItIs() throws Exception {
        open().close();
        List<String> versions = versions();
        change("DELETE FROM flyway_schema_history WHERE version = '" + versions.get(0) + "'");
        Finding fine = look();
        assertThat(fine.severity()).as(fine.what()).isEqualTo(Severity.FINE);
        assertThat(fine.what())
                .contains("version " + versions.get(1) + ", which the station brings to " + versions.get(0)
                        + " when it starts");
    }

    @Test
    void aNewerLedgerIsAFault() throws Exception {
        open().close();
        change("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success)"
                + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, 1)");
        Finding newer = look();
        assertThat(newer.severity()).as(newer.what()).isEqualTo(Severity.FAULT);
        assertThat(newer.what()).contains("newer station");
    }

    @Test
    void anotherKeyAMissingOneAndOneThatOthersCanReadAreFaults() throws Exception {
        open().close();
        Path key = data.resolve("token.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(look().what()).contains("0644", "chmod 600 " + key);
        Files.delete(key);
        assertThat(look()).satisfies(missing -> {
            assertThat(missing.severity()).isEqualTo(Severity.FAULT);
            assertThat(missing.what()).contains("cannot be read");
        });
        AesTokenCipher.open(config.ledger(), data);
        assertThat(look()).satisfies(other -> {
            assertThat(other.severity()).isEqualTo(Severity.FAULT);
            assertThat(other.what()).contains("another one");
            assertThat(other.remedy()).contains("ledger.tokenKeyFile");
        });
    }

    @Test
    void aDamagedLedgerIsAFault() throws Exception {
        Files.writeString(Ledgers.file(data), "this is no database".repeat(1000));
        assertThat(look().severity()).isEqualTo(Severity.FAULT);
    }

    @Test
    void oneThatAPowerCutLeftIsNotPutInOrderByTheDoctor() throws Exception {
        open().close();
        Files.writeString(data.resolve("ledger.sqlite-wal"), "left");
        assertThat(look()).satisfies(left -> {
            assertThat(left.severity()).isEqualTo(Severity.WARNING);
            assertThat(left.what()).contains("power cut");
        });
    }
}
