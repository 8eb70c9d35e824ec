package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Five kinds of caller at every route that the running server has, by GET, HEAD and POST: each gets what its role may, and no more. */
@Tag("rig")
class RoleTableTest {
    private static final String ORDER = "{\"slot\":\"A1\",\"position\":3}";
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
    private static final Set<String> SUPERVISORS_READ = Set.of("/api/audit", "/api/log-level");
    private static final Set<String> VIEWERS_DO = Set.of("/api/slot/identify", "/api/logout");
    /** It never ends; that it asks for a session is seen with callers who have none. */
    private static final String ENDLESS = "/api/events";

    @TempDir
    static Path folder;

    private static GuardedDashboard guarded;

    /** Who calls. */
    private enum Caller {
        STRANGER,
        WRONG_PASSWORD,
        METRICS_TOKEN,
        VIEWER,
        SUPERVISOR;

        private boolean hasSession() {
            return this == VIEWER || this == SUPERVISOR;
        }
    }

    @BeforeAll
    static void open() throws Exception {
        guarded = new GuardedDashboard(folder, true);
        new PastShift(guarded.dashboard.ledger, 7).work(4, guarded.dashboard.clock.instant(), Duration.ofSeconds(120));
    }

    @AfterAll
    static void close() {
        guarded.close();
    }

    private static Visitor visitor(Caller caller) {
        return switch (caller) {
            case STRANGER, METRICS_TOKEN -> guarded.visitor();
            case WRONG_PASSWORD -> {
                Visitor visitor = guarded.visitor();
                assertThat(visitor.logIn("sam", "not the password").statusCode())
                        .isEqualTo(401);
                yield visitor;
            }
            case VIEWER -> guarded.viewer();
            case SUPERVISOR -> guarded.supervisor();
        };
    }

    private static HttpResponse<byte[]> asked(Visitor visitor, Caller caller, String method, String path) {
        HttpRequest.Builder request = visitor.request(path)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString(ORDER)
                                : HttpRequest.BodyPublishers.noBody());
        if (!visitor.csrf().isEmpty()) {
            request.header("X-CSRF-Token", visitor.csrf());
        }
        if (caller == Caller.METRICS_TOKEN) {
            request.header("Authorization", "Bearer " + GuardedDashboard.METRICS_TOKEN);
        }
        return visitor.send(request);
    }

    private static boolean may(Caller caller, String method, String path) {
        if (path.equals("/metrics")) {
            return caller.hasSession() || caller == Caller.METRICS_TOKEN;
        }
        if (OPEN.contains(path)) {
            return true;
        }
        boolean forViewers = method.equals("POST") ? VIEWERS_DO.contains(path) : !SUPERVISORS_READ.contains(path);
        return caller == Caller.SUPERVISOR || caller == Caller.VIEWER && forViewers;
    }

    @TestFactory
    Stream<DynamicTest> everyCallerAtEveryRoute() {
        List<String> routes = guarded.dashboard.server().served();
        assertThat(routes).hasSizeGreaterThan(45);
        return Arrays.stream(Caller.values()).flatMap(caller -> {
            Visitor visitor = visitor(caller);
            // Logging in is for everybody, and logging out ends what the others need.
            return routes.stream()
                    .filter(route -> !route.startsWith("HEAD"))
                    .filter(route -> !route.endsWith("/api/login") && !route.endsWith("/api/logout"))
                    .flatMap(route -> methods(caller, route)
                            .map(asked -> DynamicTest.dynamicTest(
                                    caller + " " + asked,
                                    () -> holds(visitor, caller, asked.split(" ")[0], asked.split(" ")[1]))));
        });
    }

    private static Stream<String> methods(Caller caller, String route) {
        if (route.startsWith("POST")) {
            return Stream.of(route);
        }
        String path = route.substring(route.indexOf(' ') + 1);
        return path.equals(ENDLESS) && caller.hasSession() ? Stream.of() : Stream.of("GET " + path, "HEAD " + path);
    }

    private static void holds(Visitor visitor, Caller caller, String method, String path) {
        int written = guarded.dashboard.ledger.audit.size();
        int status = asked(visitor, caller, method, path).statusCode();
        if (may(caller, method, path)) {
            // 404 and 409: what was asked for is not there, or not now.
            assertThat(status).isIn(200, 404, 409);
        } else if (caller.hasSession()) {
            assertThat(status).isEqualTo(403);
        } else {
            assertThat(status).isIn(401, 303);
        }
        if (!method.equals("POST") || !may(caller, method, path)) {
            assertThat(guarded.dashboard.ledger.audit)
                    .as("what was written down")
                    .hasSize(written);
        }
        if (path.equals("/api/line/pause")) {
            guarded.dashboard.line.resume();
        }
    }
}
