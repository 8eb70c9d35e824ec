package org.twomes.station.unitdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.config.UnitDataSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.AesTokenCipher;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Ledgers;

/** Stations on one PostgreSQL that give and give back at the same moment: fewer rows than boards, so that they contend. */
@Tag("rig")
class UnitDataFleetTest {
    private static final int STATIONS = 2;
    private static final int THREADS_OF_A_STATION = 3;
    private static final int BOARDS_OF_A_THREAD = 4;
    private static final int ROWS = 9;
    private static final int STEPS = 60;

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private static EmbeddedPostgres server;

    private final Map<String, String> boards = new ConcurrentHashMap<>();

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void emptyDatabase() throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
    }

    private static Ledger open() {
        LedgerSection settings = new LedgerSection(
                server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty(), Optional.empty());
        return Ledgers.open(settings, keys, AesTokenCipher.open(settings, keys));
    }

    private UnitDataSection section(String kind) throws Exception {
        if (kind.equals("serial")) {
            return new UnitDataSection(
                    Optional.empty(), Optional.of(new UnitDataSection.Serial("{n:01}", 1, "factory", "serial")));
        }
        Path format = Files.writeString(folder.resolve("format.csv"), "factory,namespace,\nnumber,data,u32\n");
        StringBuilder rows = new StringBuilder("number\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(i).append('\n');
        }
        Path values = Files.writeString(folder.resolve("units.csv"), rows);
        return new UnitDataSection(Optional.of(new UnitDataSection.Table(format, values, List.of())), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"serial, 1", "serial, 2", "table, 1", "table, 2"})
    void noTwoBoardsEverShareWhatTheyHaveAndNothingIsLost(String kind, long seed) throws Exception {
        UnitDataSection section = section(kind);
        ExecutorService threads = Executors.newFixedThreadPool(STATIONS * THREADS_OF_A_STATION);
        try (Ledger first = open();
                Ledger second = open()) {
            List<Future<?>> work = new ArrayList<>();
            for (int station = 0; station < STATIONS; station++) {
                Ledger ledger = station == 0 ? first : second;
                UnitDataStock stock =
                        new UnitDataStock(section, ledger.unitData(), "line-" + station, Clock.systemUTC());
                for (int thread = 0; thread < THREADS_OF_A_STATION; thread++) {
                    int number = station * THREADS_OF_A_STATION + thread;
                    Random random = new Random(seed * 31 + number);
                    work.add(threads.submit(() -> giveAndGiveBack(ledger, stock, number, random)));
                }
            }
            for (Future<?> each : work) {
                each.get();
            }
            nothingIsLost(first, new UnitDataStock(section, first.unitData(), "line-0", Clock.systemUTC()));
        } finally {
            threads.shutdownNow();
        }
    }

    /** A board is worked on by one thread alone, as it is in one slot; its row is what the threads contend for. */
    private void giveAndGiveBack(Ledger ledger, UnitDataStock stock, int thread, Random random) {
        long attempt = attempt(ledger);
        String[] rows = new String[BOARDS_OF_A_THREAD];
        for (int step = 0; step < STEPS; step++) {
            int board = random.nextInt(BOARDS_OF_A_THREAD);
            String mac = mac(thread, board);
            if (random.nextInt(3) == 0) {
                // Before it is free: from then on any thread may have it.
                Optional.ofNullable(rows[board]).ifPresent(boards::remove);
                assertThat(ledger.unitData().giveBack(mac, "sue", Instant.EPOCH).orElseThrow())
                        .hasSize(rows[board] == null ? 0 : 1);
                rows[board] = null;
                continue;
            }
            try {
                String row = stock.give(attempt, mac).rowKey();
                assertThat(rows[board]).isIn(null, row);
                rows[board] = row;
                assertThat(boards.put(row, mac))
                        .as("row %s, given to %s", row, mac)
                        .isIn(null, mac);
            } catch (FaultException e) {
                assertThat(e.code()).isEqualTo(FaultCode.NO_UNIT_DATA);
                assertThat(rows[board]).as("of %s", mac).isNull();
            }
        }
    }

    /** Fresh boards get all that is left, to the last row. */
    private void nothingIsLost(Ledger ledger, UnitDataStock stock) {
        long attempt = attempt(ledger);
        for (int board = 0; boards.size() < ROWS; board++) {
            String mac = mac(STATIONS * THREADS_OF_A_STATION, board);
            assertThat(boards.put(stock.give(attempt, mac).rowKey(), mac)).isNull();
        }
        assertThat(ledger.unitData().newest(ROWS + 1)).hasSize(ROWS);
        assertThat(stock.available()).isFalse();
    }

    private static long attempt(Ledger ledger) {
        return ledger.units().begin(new AttemptStart("line", "1-1:1.0", "A1", "tty", "fw.zip", "ab", Instant.EPOCH));
    }

    private static String mac(int thread, int board) {
        return "24:0a:c4:00:%02x:%02x".formatted(thread, board);
    }
}
