package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.sticker.SheetReader;

/** The key of the tokens is rotated while boards are prepared, and every label still gets its own. */
@Tag("rig")
class TokensCommandTest {
    private static final int FIRST = 0xD3AD40;

    @TempDir
    Path folder;

    private Path config;

    private Cli tokens(String... words) {
        return Cli.run(Stream.concat(
                        Stream.concat(Stream.of("tokens", "rotate-key"), Stream.of(words)),
                        Stream.of("--config", config.toString()))
                .toArray(String[]::new));
    }

    private void configure(String ledger) throws Exception {
        config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: data}\nbackOffice: {api: none}\nledger: {" + ledger + "}\n");
    }

    @Test
    void aStationThatRunsGoesOnWithTheNewKey() throws Exception {
        configure("");
        Path data = Files.createDirectories(folder.resolve("data"));
        Path key = data.resolve("token.key");
        try (StationOnRig rig = new StationOnRig(data, 2, Map.of())) {
            rig.prepare(0, FIRST, "");
            String before = Files.readString(key);
            Cli rotated = tokens();
            assertThat(rotated.code()).as(rotated.err()).isZero();
            assertThat(rotated.out()).contains("1 tokens are encrypted", key.toString(), "make a new backup");
            assertThat(Files.readString(key)).isNotEqualTo(before);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(data.resolve("token.key.next")).doesNotExist();

            assertThat(rig.prepare(1, FIRST + 1, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(tokens().out()).contains("2 tokens are encrypted");
            List<Path> sheets = rig.station().labels().flush();
            List<String> registered = rig.demo().backOffice().devices().stream()
                    .map(FakeBackOffice.Device::token)
                    .map(token -> token.reveal())
                    .toList();
            assertThat(SheetReader.read(sheets.get(0)))
                    .extracting(label -> label.payload().reveal())
                    .hasSize(2)
                    .allMatch(payload -> registered.stream().anyMatch(payload::contains));
            assertThat(rig.station().ledger().auditLines(10))
                    .extracting(Ledger.AuditLine::action)
                    .filteredOn("rotate token key"::equals)
                    .hasSize(2);
        }
    }

    @Test
    void withoutALineInTheAuditLogTheKeyInUseStays() throws Exception {
        configure("");
        Path data = folder.resolve("data");
        StationLedger.open(ConfigFile.load(config)).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.sqlite"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER deaf BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'deaf'); END");
        }
        String before = Files.readString(data.resolve("token.key"));
        Cli refused = tokens();
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("The key in use stays", "audit record", "deaf");
        assertThat(Files.readString(data.resolve("token.key"))).isEqualTo(before);
        try (Ledger ledger = StationLedger.open(ConfigFile.load(config))) {
            assertThat(ledger.auditLines(1)).isEmpty();
        }
    }

    @Test
    void aKeyOfOnesOwnIsTakenAndStaysWhereItIs() throws Exception {
        configure("tokenKeyFile: one.key");
        Path one = folder.resolve("one.key");
        Path two = folder.resolve("two.key");
        PrivateFile.create(one, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n".getBytes(StandardCharsets.US_ASCII));
        PrivateFile.create(two, "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=\n".getBytes(StandardCharsets.US_ASCII));
        String first = Files.readString(one);
        Cli rotated = tokens("--new-key", two.toString());
        assertThat(rotated.code()).as(rotated.err()).isZero();
        assertThat(rotated.out()).contains("Put " + two + " where ledger.tokenKeyFile points");
        assertThat(Files.readString(one)).isEqualTo(first);
        assertThat(tokens().err())
                .as("with the old key nobody gets in")
                .contains("The token key is another one", "ledger.tokenKeyFile");
        Files.copy(two, one, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(tokens("--new-key", two.toString()).err()).contains("holds the key that is in use");
        Files.writeString(two, "too short");
        assertThat(tokens("--new-key", two.toString()).code()).isEqualTo(ExitCode.BROKEN);
        assertThat(tokens("--new-key", folder.resolve("none").toString()).err()).contains("cannot be read");
        assertThat(tokens().code()).isZero();
        assertThat(Files.readString(one)).isNotEqualTo(first);
    }
}
