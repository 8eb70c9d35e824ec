package org.twomes.station.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

@Tag("rig")
class PostgresqlLedgerTest extends LedgerContract {
    private static EmbeddedPostgres server;

    @TempDir
    static Path keys;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    @Override
    void openLedger() throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
        super.openLedger();
    }

    @Override
    Ledger open() {
        LedgerSection settings = new LedgerSection(
                server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty(), Optional.empty());
        return Ledgers.open(settings, keys, AesTokenCipher.open(settings, keys));
    }

    @Override
    TokenKeyFile keyFile() {
        return TokenKeyFile.of(new LedgerSection("", "", Optional.empty(), Optional.empty()), keys);
    }

    @Test
    void aClaimThatTheServerDroppedIsTakenAgainUnlessAnotherHasItNow() throws Exception {
        StationClaim claim = ledger.claim("line-1");
        dropClaims();
        claim.renew();
        try (Ledger other = open()) {
            assertThatThrownBy(() -> other.claim("line-1"))
                    .hasMessageContaining("Another process works as station line-1");
            dropClaims();
            StationClaim theirs = other.claim("line-1");
            assertThatThrownBy(claim::renew)
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_IN_USE));
            theirs.close();
        }
        claim.renew();
        claim.close();
    }

    private static void dropClaims() throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
        }
    }

    @Test
    void aSecondStationWithAKeyOfItsOwnIsRefusedAtOnce(@TempDir Path elsewhere) {
        LedgerSection settings = new LedgerSection(
                server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty(), Optional.empty());
        TokenCipher other = AesTokenCipher.open(settings, elsewhere);
        assertThatThrownBy(() -> Ledgers.open(settings, elsewhere, other))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_WRONG_KEY))
                .hasMessageContaining(other.fingerprint())
                .hasMessageContaining("stations of one ledger share one key")
                .hasMessageContaining("ledger.tokenKeyFile");
    }

    @Test
    void aLookAtItChangesNothing() throws Exception {
        LedgerSection settings = settings(Optional.empty());
        String newest = LedgerInspection.at(settings, keys).schema().orElseThrow();
        assertThat(LedgerInspection.at(settings, keys).update()).isEmpty();
        assertThat(LedgerInspection.at(settings, keys).key())
                .contains(keyFile().open().fingerprint());
        execute("DELETE FROM flyway_schema_history WHERE version = '" + newest + "'");
        assertThat(LedgerInspection.at(settings, keys))
                .as("it stays as old as it is")
                .isEqualTo(LedgerInspection.at(settings, keys))
                .satisfies(older -> assertThat(older.schema()).isPresent().isNotEqualTo(Optional.of(newest)))
                .satisfies(older -> assertThat(older.update()).contains(newest));
        execute("DROP SCHEMA public CASCADE");
        execute("CREATE SCHEMA public");
        assertThat(LedgerInspection.at(settings, keys).schema())
                .as("no table is made")
                .isEmpty();
        assertThat(LedgerInspection.at(settings, keys).schema()).isEmpty();
    }

    @Test
    void aPasswordThatOthersCanReadIsNotUsed(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "secret");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        LedgerSection settings = settings(Optional.of(password));
        assertThatThrownBy(() -> LedgerInspection.at(settings, keys)).hasMessageContaining("chmod 600 " + password);
        assertThatThrownBy(() -> Ledgers.open(settings, keys, AesTokenCipher.open(settings, keys)))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_OPEN_SECRET))
                .hasMessageContaining("mode 0644");
    }

    private static LedgerSection settings(Optional<Path> password) {
        return new LedgerSection(server.getJdbcUrl("postgres", "postgres"), "postgres", password, Optional.empty());
    }

    private static void execute(String sql) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
