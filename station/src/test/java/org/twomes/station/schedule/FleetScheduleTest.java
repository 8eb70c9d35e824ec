package org.twomes.station.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.ledger.AesTokenCipher;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Ledgers;

/** Jobs of a fleet on a real PostgreSQL: each station has its own connections, as its own process would. */
@Tag("rig")
class FleetScheduleTest {
    private static final Duration OFTEN = Duration.ofMillis(200);

    @TempDir
    static Path keys;

    private static EmbeddedPostgres server;

    private final List<String> runs = new CopyOnWriteArrayList<>();
    private final List<String> flushed = new CopyOnWriteArrayList<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private Ledger first;
    private Ledger second;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void openLedgers() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
        first = open();
        second = open();
    }

    @AfterEach
    void closeLedgers() {
        first.close();
        second.close();
    }

    private static Ledger open() {
        LedgerSection settings = new LedgerSection(
                server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty(), Optional.empty());
        return Ledgers.open(settings, keys, AesTokenCipher.open(settings, keys));
    }

    private Schedule station(String name, Ledger ledger) {
        Consumer<String> work = asker -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            runs.add(name);
            atOnce.decrementAndGet();
        };
        return new Schedule(
                name,
                List.of(
                        JobDefinition.ofStation("own", new JobDefinition.Cron(""), () -> {}),
                        JobDefinition.ofFleet("work", new JobDefinition.Every(OFTEN), work),
                        JobDefinition.ofFleet("flush", new JobDefinition.Cron(""), flushed::add)),
                ledger.shared());
    }

    private static boolean ranTwice(List<String> runs, String station) {
        return runs.stream().filter(station::equals).count() >= 2;
    }

    @Test
    void aFleetsJobRunsAtOneStationAndGoesOnAtAnotherWhenThatOneDies() throws Exception {
        Schedule a = station("line-1", first);
        a.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> ranTwice(runs, "line-1"));
        try (Schedule b = station("line-2", second)) {
            b.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> second.lastSeen("line-1").isPresent()
                            && second.lastSeen("line-2").isPresent());
            first.close();
            await().atMost(Duration.ofSeconds(90)).until(() -> ranTwice(runs, "line-2"));
        }
        a.close();
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void aStationThatCannotDoTheJobsLeavesThemToAnother() {
        try (Schedule a = station("line-1", first);
                Schedule b = station("line-2", second)) {
            a.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> ranTwice(runs, "line-1"));
            b.start();
            a.handOver();
            await().atMost(Duration.ofSeconds(60)).until(() -> ranTwice(runs, "line-2"));
        }
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void eachStationsFlushIsDoneOnceByWhicheverStation() {
        try (Schedule a = station("line-1", first);
                Schedule b = station("line-2", second)) {
            a.cron("flush", "0 0 17 * * ?");
            b.cron("flush", "* * * * * ?");
            a.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> !flushed.isEmpty());
            b.cron("flush", "");
            b.cron("flush", "");
        }
        assertThat(flushed).containsOnly("line-2");
    }
}
