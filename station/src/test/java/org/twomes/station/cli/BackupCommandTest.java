package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.ledger.Ledger;

/** Who takes a copy of the ledger is in the audit log. */
@Tag("fast")
class BackupCommandTest {
    @TempDir
    Path folder;

    private Path config;
    private Path copy;

    @BeforeEach
    void configure() throws Exception {
        config = folder.resolve("station.yaml");
        copy = folder.resolve("copy.sqlite");
        Files.writeString(config, "station: {data: data}\nbackOffice: {api: none}\n");
        StationLedger.open(ConfigFile.load(config)).close();
    }

    private Cli backup() {
        return Cli.run("backup", copy.toString(), "--config", config.toString());
    }

    private static Connection open(Path ledger) throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + ledger);
    }

    @Test
    void theAuditLogAndTheCopyOfItTellWhoMadeIt() throws Exception {
        Cli made = backup();
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.err()).isEmpty();
        try (Ledger ledger = StationLedger.open(ConfigFile.load(config))) {
            List<Ledger.AuditLine> lines = ledger.auditLines(2);
            assertThat(lines).singleElement().satisfies(line -> {
                assertThat(line.who()).isEqualTo(OsUser.name());
                assertThat(line.action()).isEqualTo("backup");
                assertThat(line.object()).isEqualTo(copy.toString());
            });
        }
        try (Connection connection = open(copy);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT object FROM audit")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(copy.toString());
        }
    }

    @Test
    void aLedgerThatTakesNoLineIsCopiedAllTheSame() throws Exception {
        try (Connection connection = open(folder.resolve("data/ledger.sqlite"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER deaf BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'deaf'); END");
        }
        Cli made = backup();
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.err()).contains("Could not write the audit record of this backup", "deaf");
        assertThat(copy).isNotEmptyFile();
    }
}
