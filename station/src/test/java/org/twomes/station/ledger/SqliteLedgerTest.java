package org.twomes.station.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

@Tag("fast")
class SqliteLedgerTest extends LedgerContract {
    private static final LedgerSection SETTINGS = new LedgerSection("", "", Optional.empty(), Optional.empty());

    @TempDir
    Path data;

    @Override
    Ledger open() {
        return openIn(data);
    }

    @Override
    TokenKeyFile keyFile() {
        return TokenKeyFile.of(SETTINGS, data);
    }

    private static Ledger openIn(Path folder) {
        return Ledgers.open(SETTINGS, folder, AesTokenCipher.open(SETTINGS, folder));
    }

    @Test
    void noTokenIsInItsFilesInClear() throws Exception {
        registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(file.toString()).doesNotContain("3375550652");
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("token.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherKeyIsRefusedAtOnce(@TempDir Path elsewhere) throws Exception {
        registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        TokenCipher other = AesTokenCipher.open(SETTINGS, elsewhere);
        assertThatThrownBy(() -> Ledgers.open(SETTINGS, data, other))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_WRONG_KEY))
                .hasMessageContaining("ledger.tokenKeyFile");
    }

    @Test
    void aRotatedKeyOpensEveryToken(@TempDir Path elsewhere) {
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(1));
        TokenCipher fresh = AesTokenCipher.open(SETTINGS, elsewhere);
        assertThat(ledger.rotateTokenKey(fresh)).isEqualTo(1);
        try (Ledger again = Ledgers.open(SETTINGS, data, fresh)) {
            assertThat(again.sheets()
                            .label(unit.id())
                            .orElseThrow()
                            .token()
                            .orElseThrow()
                            .reveal())
                    .isEqualTo("3375550652");
        }
    }

    /** Neither in the database's free places nor in its log. */
    @Test
    void aWipedTokensCiphertextIsInNoFile() throws Exception {
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        LabelPlace place = ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(1));
        String first = ciphertext();
        ledger.rotateTokenKey(keyFile().makeNext());
        keyFile().promote();
        String second = ciphertext();
        assertThat(second).isNotEqualTo(first);
        assertThat(files()).contains(second).doesNotContain(first);
        ledger.sheets().close(place.sheetId(), at(2));
        ledger.sheets().release(place.sheetId(), "x.pdf", at(3));
        assertThat(ledger.wipeTokens(at(100))).isEqualTo(1);
        assertThat(files()).doesNotContain(second).doesNotContain(first);
    }

    private String ciphertext() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.sqlite"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT token FROM unit")) {
            return new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
        }
    }

    private String files() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("ledger"))
                    .toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void aBackupOfARunningLedgerCanBeRestored(@TempDir Path restored) throws Exception {
        registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        ledger.backup(restored.resolve("ledger.sqlite"));
        registered("line-1", "24:0a:c4:00:00:01", "TWOMES-000001", "3375550653", 5);
        Files.copy(data.resolve("token.key"), restored.resolve("token.key"));
        try (Ledger copy = openIn(restored)) {
            assertThat(copy.units().byMac(MAC)).isPresent();
            assertThat(copy.units().byMac("24:0a:c4:00:00:01")).isEmpty();
        }
        assertThatThrownBy(() -> ledger.backup(restored.resolve("ledger.sqlite")))
                .hasMessageContaining("exists");
    }

    @Test
    void aFileThatIsNoDatabaseIsCalledCorrupt(@TempDir Path broken) throws Exception {
        Files.writeString(broken.resolve("ledger.sqlite"), "this is no database, whatever its name says ".repeat(40));
        TokenCipher cipher = AesTokenCipher.open(SETTINGS, broken);
        assertThatThrownBy(() -> Ledgers.open(SETTINGS, broken, cipher))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_CORRUPT));
    }

    @Test
    void aTokenMovedToAnotherUnitDoesNotOpen() {
        AesTokenCipher cipher = AesTokenCipher.open(SETTINGS, data);
        byte[] locked = cipher.encrypt(org.twomes.station.common.Secret.of("3375550652"), "unit 1");
        assertThat(cipher.decrypt(locked, "unit 1").reveal()).isEqualTo("3375550652");
        assertThatThrownBy(() -> cipher.decrypt(locked, "unit 2")).isInstanceOf(FaultException.class);
    }
}
