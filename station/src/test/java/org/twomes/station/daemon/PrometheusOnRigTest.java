package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus with the shipped configuration scrapes a real run; the dashboard and the rules find what they ask for. */
@Tag("rig")
class PrometheusOnRigTest {
    private static final Path SHIPPED = Path.of("..", "config", "prometheus");
    private static final Path DASHBOARD = Path.of("..", "config", "grafana", "dashboards", "twomes-station.json");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Series without a tag of their own. */
    private static final List<String> ALONE = List.of(
            "first_pass_boards{stretch=\"shift\"}",
            "boards{result=\"waiting\",stretch=\"2h\"}",
            "flash_bytes_total",
            "labels_total",
            "reprints_total",
            "labels_left",
            "pool_active",
            "pool_queued",
            "registrations_waiting",
            "registration_oldest_age_seconds",
            "admin_token_refused",
            "back_office_unusable",
            "device_types_unknown",
            "last_success_timestamp_seconds",
            "config_reloads_total{result=\"ok\"}",
            "config_reloads_total{result=\"failed\"}");

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void everyQueryOfTheDashboardAndEveryRuleHasAnAnswer() throws Exception {
        try (DemoRig demo =
                new DemoRig(folder.resolve("demo"), 2, RigSettings.Speed.FAST, Map.of("pipeline.attempts", "1"))) {
            demo.station().start();
            int port = freePort();
            Process prometheus = prometheus(URI.create(demo.dashboard()).getAuthority(), port);
            try {
                String api = "http://127.0.0.1:" + port + "/api/v1/";
                everyKnownValueIsThereAtZero(page(demo.dashboard() + "metrics"));
                await().atMost(PATIENCE).until(() -> value(api, "up{job=\"twomes-station\"}") == 1);
                demo.rig().plug(0, BoardModel.usual(0xD3AD48));
                demo.rig().plug(1, BoardModel.usual(0xD3AD49), FaultScript.parse("deaf"));
                await().atMost(PATIENCE)
                        .until(() -> demo.station().line().slots().stream()
                                .allMatch(slot -> slot.phase() == SlotPhase.DONE || slot.phase() == SlotPhase.FAILED));
                await().atMost(PATIENCE).until(() -> value(api, "station_units_total{result=\"done\"}") == 1);
                await().atMost(PATIENCE).until(() -> value(api, "sum(increase(station_failures_total[5m]))") > 0);

                List<String> queries = queries();
                assertThat(queries).hasSizeGreaterThan(20);
                for (String query : queries) {
                    await(query).atMost(PATIENCE).until(() -> !ask(api, query).isEmpty());
                }
                JsonNode rules = get(api + "rules").path("data").path("groups");
                await().atMost(PATIENCE).until(() -> healthy(api));
                assertThat(rules.size()).isEqualTo(2);
                for (String record : records()) {
                    await(record).atMost(PATIENCE).until(() -> !ask(api, record).isEmpty());
                }
            } finally {
                prometheus.destroyForcibly().waitFor();
            }
        }
    }

    private List<String> page(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    /** A station that no board has met yet: an alert on {@code rate()} must see the first of each. */
    private static void everyKnownValueIsThereAtZero(List<String> page) {
        List<String> wanted = new ArrayList<>();
        for (UnitState stage : UnitState.values()) {
            if (stage == UnitState.FAILED || stage == UnitState.HELD) {
                continue;
            }
            for (String result : List.of("ok", "failed")) {
                wanted.add("station_stage_seconds_count{result=\"" + result + "\",stage=\"" + stage + "\"} 0");
            }
            for (FaultCode code : FaultCode.allShown()) {
                wanted.add("station_failures_total{reason=\"" + code + "\",stage=\"" + stage + "\"} 0.0");
            }
        }
        for (String slot : List.of("A1", "A2")) {
            wanted.add("station_attempts_total{slot=\"" + slot + "\"} 0.0");
            wanted.add("station_slot_failures_total{slot=\"" + slot + "\"} 0.0");
        }
        for (String result : List.of("done", "failed", "held")) {
            wanted.add("station_units_total{result=\"" + result + "\"} 0.0");
        }
        for (String result : List.of("confirmed", "later", "refused")) {
            wanted.add("station_registration_seconds_count{result=\"" + result + "\"} 0");
        }
        for (SlotPhase phase : SlotPhase.values()) {
            wanted.add("station_slots{state=\"" + phase + "\"} " + (phase == SlotPhase.EMPTY ? "2.0" : "0.0"));
        }
        for (String alone : ALONE) {
            wanted.add("station_" + alone + " 0.0");
        }
        assertThat(page).containsAll(wanted);
    }

    /** Prometheus with the shipped files, but for the station's address and shorter intervals. */
    private Process prometheus(String station, int port) throws IOException {
        Path config = Files.createDirectories(folder.resolve("prometheus"));
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
        Path main = config.resolve("prometheus.yml");
        Files.writeString(
                main,
                Files.readString(main).replace("127.0.0.1:8137", station).replace("_interval: 15s", "_interval: 1s"));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + main,
                        "--storage.tsdb.path=" + config.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(config.resolve("log.txt").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Every panel's query, its variables filled in as Grafana does. */
    private static List<String> queries() throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode panel : MAPPER.readTree(DASHBOARD.toFile()).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                found.add(target.path("expr")
                        .asString()
                        .replace("$station", ".*")
                        .replace("$__rate_interval", "1m")
                        .replace("$__range", "5m"));
            }
        }
        return found;
    }

    private static List<String> records() throws IOException {
        return Files.readAllLines(SHIPPED.resolve("recording-rules.yml")).stream()
                .filter(line -> line.strip().startsWith("- record:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
    }

    private boolean healthy(String api) throws Exception {
        boolean all = true;
        for (JsonNode group : get(api + "rules").path("data").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                all &= rule.path("health").asString().equals("ok");
            }
        }
        return all;
    }

    private double value(String api, String query) throws Exception {
        JsonNode result = ask(api, query);
        return result.isEmpty()
                ? -1
                : Double.parseDouble(result.get(0).path("value").get(1).asString());
    }

    private JsonNode ask(String api, String query) throws Exception {
        return get(api + "query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
    }

    private JsonNode get(String url) throws Exception {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 400 || answer.statusCode() == 422) {
                throw new AssertionError(answer.body());
            }
            boolean starting = answer.statusCode() == 503;
            return starting ? MAPPER.createObjectNode() : MAPPER.readTree(answer.body());
        } catch (IOException e) {
            return MAPPER.createObjectNode();
        }
    }
}
