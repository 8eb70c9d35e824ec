package org.twomes.station.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.LedgerSection;

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
                            LedgerException.class, e -> assertThat(e.fault()).isEqualTo(LedgerFault.IN_USE));
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
    void aSecondStationWithAKeyOfItsOwnIsRefusedAtTheDoor(@TempDir Path elsewhere) {
        LedgerSection settings = new LedgerSection(
                server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty(), Optional.empty());
        TokenCipher other = AesTokenCipher.open(settings, elsewhere);
        assertThatThrownBy(() -> Ledgers.open(settings, elsewhere, other))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.fault()).isEqualTo(LedgerFault.WRONG_KEY))
                .hasMessageContaining(other.fingerprint())
                .hasMessageContaining("stations of one ledger share one key")
                .hasMessageContaining("ledger.tokenKeyFile");
    }
}
