package org.twomes.station.daemon;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.twomes.station.common.Json;

@Tag("rig")
class UpgradeOnPostgresqlTest extends UpgradeContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    OldData data() throws Exception {
        OldData old = new OldData("postgresql");
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
            statement.execute(old.dump());
        }
        return old;
    }

    @Override
    Map<String, String> ledger() {
        return Map.of("ledger.url", Json.line(server.getJdbcUrl("postgres", "postgres")), "ledger.user", "postgres");
    }
}
