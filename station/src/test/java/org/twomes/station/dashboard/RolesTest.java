package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.pipeline.Health;

/** What a stranger, a viewer and a supervisor may do, over HTTPS, at every path that the server serves. */
@Tag("rig")
class RolesTest {
    /** Fits every action. */
    private static final String ORDER = "{\"slot\":\"A1\",\"mac\":\"24:0a:c4:d3:ad:48\",\"sheet\":\"line-1-0001\","
            + "\"bundle\":\"generic_ESP32DEV_TEST_SERVER_v3.2.0.zip\",\"unit\":1,\"position\":3,\"logger\":\"esp\",\"level\":\"debug\"}";

    private static final Set<String> NO_ACTIONS = Set.of("/api/login", "/api/logout", "/api/slot/identify");
    private static final Set<String> OPEN = Set.of(
            "/login",
            "/login.js",
            "/dom.js",
            "/theme.js",
            "/texts.js",
            "/station.css",
            "/light.css",
            "/icon.svg",
            "/health");

    @TempDir
    static Path folder;

    private static GuardedDashboard guarded;

    @BeforeAll
    static void open() throws Exception {
        guarded = new GuardedDashboard(folder, true);
        guarded.dashboard.line.done(0, "line-1-0001", 1);
        new PastShift(guarded.dashboard.ledger, 7).work(4, guarded.dashboard.clock.instant(), Duration.ofSeconds(120));
    }

    @AfterAll
    static void close() {
        guarded.close();
    }

    private static List<String> served(String method) {
        List<String> paths = guarded.dashboard.server().served().stream()
                .filter(served -> served.startsWith(method + " "))
                .map(served -> served.substring(method.length() + 1))
                .toList();
        assertThat(paths).hasSizeGreaterThan(10);
        return paths;
    }

    private static List<String> actions() {
        return served("POST").stream()
                .filter(path -> !NO_ACTIONS.contains(path))
                .toList();
    }

    private static int size() {
        return guarded.dashboard.ledger.audit.size()
                + guarded.dashboard.actions.size()
                + guarded.dashboard.line.approvals.size();
    }

    @TestFactory
    Stream<DynamicTest> nobodyButASupervisorActs() {
        Visitor stranger = guarded.visitor();
        Visitor viewer = guarded.viewer();
        return actions().stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    int before = size();
                    assertThat(stranger.post(path, ORDER).statusCode()).isEqualTo(401);
                    HttpResponse<byte[]> refused = viewer.post(path, ORDER);
                    assertThat(refused.statusCode()).isEqualTo(403);
                    assertThat(Visitor.text(refused)).isEqualTo("{\"message\":\"that needs a supervisor\"}");
                    assertThat(guarded.dashboard.line.taking()).isTrue();
                    assertThat(size()).as("what was done and written down").isEqualTo(before);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aSupervisorsActionIsDoneAndWrittenDownAndNeedsTheTokenOfTheSession() {
        Visitor sam = guarded.supervisor();
        Visitor forged = guarded.supervisor();
        forged.csrf("");
        Visitor others = guarded.supervisor();
        others.csrf(sam.csrf());
        return actions().stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    int before = size();
                    assertThat(forged.post(path, ORDER).statusCode()).isEqualTo(403);
                    assertThat(others.post(path, ORDER).statusCode())
                            .as("with another session's token")
                            .isEqualTo(403);
                    for (String header : List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site")) {
                        String[] parts = header.split(": ");
                        assertThat(sam.send(sam.request(path)
                                                .header(parts[0], parts[1])
                                                .header("X-CSRF-Token", sam.csrf())
                                                .header("Content-Type", "application/json")
                                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(ORDER)))
                                        .statusCode())
                                .as(header)
                                .isEqualTo(403);
                    }
                    assertThat(size()).isEqualTo(before);
                    assertThat(sam.post(path, ORDER).statusCode()).isIn(200, 409);
                    assertThat(guarded.dashboard.ledger.audit.get(0).who()).isEqualTo("sam");
                    assertThat(size()).isGreaterThan(before);
                    sam.post("/api/line/resume", "{}");
                }));
    }

    @Test
    void whoReadsABoardIsWrittenDown() {
        Visitor vera = guarded.viewer();
        assertThat(vera.post("/api/slot/identify", "{\"slot\":\"A2\"}").statusCode())
                .isEqualTo(200);
        assertThat(vera.post("/api/slot/identify", "{\"slot\":\"A1\"}").statusCode())
                .isEqualTo(409);
        assertThat(guarded.dashboard.ledger.audit.subList(0, 3))
                .extracting(line -> line.who() + ": " + line.action() + " " + line.object())
                .containsExactly(
                        "vera: identify board: refused A1", "vera: identify board A1", "vera: identify board A2");
    }

    @TestFactory
    Stream<DynamicTest> aStrangerSeesTheLoginAndNothingElse() {
        Visitor stranger = guarded.visitor();
        return served("GET").stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    HttpResponse<byte[]> answer = stranger.get(path);
                    if (OPEN.contains(path)) {
                        assertThat(answer.statusCode()).isEqualTo(200);
                    } else if (path.startsWith("/api/") || path.equals("/metrics")) {
                        assertThat(answer.statusCode()).isEqualTo(401);
                        assertThat(answer.body().length).isLessThan(100);
                    } else {
                        assertThat(answer.statusCode()).isEqualTo(303);
                        assertThat(answer.headers().firstValue("Location")).contains("/login");
                        assertThat(Visitor.text(answer)).isIn("", "Redirected");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aViewerSeesAllButTheAuditLogAndTheLogLevels() {
        Visitor viewer = guarded.viewer();
        Set<String> needsMore = Set.of("/api/unit", "/api/sheet", "/api/sheet.png", "/api/shift.csv");
        return served("GET").stream()
                .filter(path -> !path.equals("/api/events"))
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    int expected = path.equals("/api/audit") || path.equals("/api/log-level")
                            ? 403
                            : needsMore.contains(path) ? 404 : 200;
                    assertThat(viewer.get(path).statusCode()).isEqualTo(expected);
                }));
    }

    @Test
    void healthTellsAStrangerNoReasons() {
        guarded.dashboard.findings = List.of(new Health.Finding("ledger", "the disk is full", "make room"));
        try {
            Visitor viewer = guarded.viewer();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Visitor.text(viewer.get("/api/status")).contains("the disk is full"));
            assertThat(Visitor.text(guarded.visitor().get("/health"))).doesNotContain("disk");
        } finally {
            guarded.dashboard.findings = List.of();
        }
    }

    @Test
    void metricsComeForTheirOwnTokenAndForThoseWhoAreLoggedIn() {
        Visitor prometheus = guarded.visitor();
        HttpResponse<byte[]> with = prometheus.send(
                prometheus.request("/metrics").header("Authorization", "Bearer " + GuardedDashboard.METRICS_TOKEN));
        assertThat(with.statusCode()).isEqualTo(200);
        assertThat(Visitor.text(with)).contains("dashboard_visits");
        HttpResponse<byte[]> wrong =
                prometheus.send(prometheus.request("/metrics").header("Authorization", "Bearer guess"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(guarded.viewer().get("/metrics").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> elsewhere = prometheus.send(
                prometheus.request("/api/slots").header("Authorization", "Bearer " + GuardedDashboard.METRICS_TOKEN));
        assertThat(elsewhere.statusCode()).as("it opens nothing else").isEqualTo(401);
    }
}
