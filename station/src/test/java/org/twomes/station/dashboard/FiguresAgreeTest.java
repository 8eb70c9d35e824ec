package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.dashboard.http.Connections;
import org.twomes.station.figures.CurrentFigures;
import org.twomes.station.ledger.AesTokenCipher;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Ledgers;
import org.twomes.station.metrics.KnownTags;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.metrics.StationMetrics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Random shifts: what the page, its CSV and the metrics say is what happened to the boards, told by who made it happen. */
@Tag("fast")
class FiguresAgreeTest {
    private static final LedgerSection SETTINGS = new LedgerSection("", "", Optional.empty(), Optional.empty());
    private static final Instant SIX = Instant.parse("2026-11-24T06:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T13:59:00Z");
    private static final String SHIFTS = "[{name: Early, from: '06:00'}, {name: Late, from: '14:00'}]";
    private static final Map<String, String> NAMES = Map.of("under_way", "underWay");

    @Property(tries = 25)
    void allSayTheSame(@ForAll long seed) throws Exception {
        Path data = Files.createTempDirectory("figures-");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (Ledger ledger = Ledgers.open(SETTINGS, data, AesTokenCipher.open(SETTINGS, data));
                TestDashboard dashboard = new TestDashboard(
                        2, Map.of("dashboard.shifts", SHIFTS), clock, Connections.PATIENCE, Optional.of(ledger))) {
            RandomShift shift = new RandomShift(ledger, new Random(seed), SIX);
            shift.work();
            RandomShift.Truth truth = shift.truth();
            String stretch = "from=" + SIX + "&to=2026-11-24T14:00:00Z";
            assertJson(truth, new JsonMapper().readTree(get(dashboard, "/api/shift?" + stretch)));
            assertCsv(truth, get(dashboard, "/api/shift.csv?table=figures&" + stretch));
            assertMetrics(truth, scrape(data, ledger, clock));
        } finally {
            delete(data);
        }
    }

    private static void assertJson(RandomShift.Truth truth, JsonNode shift) {
        JsonNode figures = shift.path("figures");
        JsonNode boards = figures.path("boards");
        truth.results().forEach((result, count) -> {
            String name = NAMES.getOrDefault(result, result);
            assertThat(boards.path(name).asInt()).as(result).isEqualTo(count);
            for (String table : new String[] {"slots", "firmware", "hours"}) {
                int sum = figures.path(table)
                        .valueStream()
                        .mapToInt(row -> row.path("boards").path(name).asInt())
                        .sum();
                assertThat(sum).as(result + " of all " + table).isEqualTo(count);
            }
        });
        assertThat(boards.path("plugged").asInt()).isEqualTo(truth.plugged());
        assertThat(boards.path("yields").path("firstPass").asInt()).isEqualTo(truth.firstPass());
        assertThat(boards.path("attempts").path("begun").asInt()).isEqualTo(truth.attempts());
        assertThat(boards.path("attempts").path("failed").asInt()).isEqualTo(truth.attemptsFailed());
        assertThat(figures.path("failures")
                        .valueStream()
                        .mapToInt(row -> row.path("boards").asInt())
                        .sum())
                .isEqualTo(truth.of("failed"));
    }

    private static void assertCsv(RandomShift.Truth truth, String csv) {
        int good = truth.of("passed") + truth.of("waiting");
        int judged = good + truth.of("failed");
        assertThat(csv.lines())
                .contains(
                        "boards plugged," + truth.plugged() + ",",
                        "boards passed," + truth.of("passed") + ",",
                        "boards waiting for registration," + truth.of("waiting") + ",",
                        "boards failed," + truth.of("failed") + ",",
                        "boards held," + truth.of("held") + ",",
                        "boards under way," + truth.of("under_way") + ",",
                        "first-pass yield," + truth.firstPass() + "," + judged,
                        "final yield," + good + "," + judged,
                        "attempts," + truth.attempts() + ",",
                        "attempts failed," + truth.attemptsFailed() + ",");
    }

    private static void assertMetrics(RandomShift.Truth truth, String page) {
        truth.results()
                .forEach((result, count) -> assertThat(page)
                        .contains("station_boards{result=\"" + result + "\",stretch=\"shift\"} " + count + ".0\n"));
        assertThat(page).contains("station_first_pass_boards{stretch=\"shift\"} " + truth.firstPass() + ".0\n");
    }

    private static String scrape(Path data, Ledger ledger, Clock clock) throws Exception {
        LiveConfig live =
                new LiveConfig(ConfigFile.defaults(Map.of("station.name", "line-1", "dashboard.shifts", SHIFTS)));
        KnownTags tags = new KnownTags(
                "1",
                data,
                java.util.List.of(),
                java.util.List.of(),
                Map.of(),
                java.util.List.of(),
                java.util.List.of(),
                java.util.List.of());
        try (MetricsPage page = new MetricsPage();
                StationMetrics metrics = new StationMetrics(page.registry(), tags)) {
            metrics.watchBoards(new CurrentFigures(live, ledger, clock, ZoneOffset.UTC));
            return page.scrape("").text();
        }
    }

    private static String get(TestDashboard dashboard, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(dashboard.at(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void delete(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
