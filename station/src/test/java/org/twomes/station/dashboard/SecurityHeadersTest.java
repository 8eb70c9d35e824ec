package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.dashboard.http.HostNames;
import org.twomes.station.dashboard.http.SecurityHeaders;

/** What every answer carries, also to requests that are none; and that nothing but what is listed is ever served. */
@Tag("rig")
class SecurityHeadersTest {
    @TempDir
    static Path folder;

    @TempDir
    static Path plainFolder;

    private static GuardedDashboard guarded;
    private static GuardedDashboard plain;
    private static String session;

    @BeforeAll
    static void open() throws Exception {
        guarded = new GuardedDashboard(folder, true);
        plain = new GuardedDashboard(plainFolder, false);
        session = plain.viewer().session();
    }

    @AfterAll
    static void close() {
        guarded.close();
        plain.close();
    }

    private static void assertGuarded(HttpResponse<?> answer) {
        SecurityHeaders.of(true).forEach((name, value) -> {
            if (!name.equals("Cache-Control")) {
                assertThat(answer.headers().allValues(name)).as(name).containsExactly(value);
            }
        });
        assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                .as("nothing personal is kept")
                .isIn("no-store", "no-cache");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyPathForEverybody() {
        Map<String, Visitor> visitors = new LinkedHashMap<>();
        visitors.put("a stranger", guarded.visitor());
        visitors.put("a viewer", guarded.viewer());
        List<String> paths = guarded.dashboard.server().served().stream()
                .filter(served -> served.startsWith("GET ") && !served.endsWith("/api/events"))
                .map(served -> served.substring(4))
                .toList();
        return visitors.entrySet().stream()
                .flatMap(visitor -> Stream.concat(
                                paths.stream(), Stream.of("/no-such", "/api/no-such", "/api/units?from=x"))
                        .map(path -> DynamicTest.dynamicTest(path + " for " + visitor.getKey(), () -> {
                            assertGuarded(visitor.getValue().get(path));
                        })));
    }

    @Test
    void pagesRunNoScriptOfOthersAndAreFramedByNobody() {
        String policy = SecurityHeaders.of(false).get("Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "*", "http:", "data:");
        assertThat(plain.viewer().get("/").headers().firstValue("Strict-Transport-Security"))
                .as("plain HTTP promises no TLS")
                .isEmpty();
    }

    @Test
    void refusalsAndMistakesCarryThemToo() {
        Visitor sam = guarded.supervisor();
        Map<Integer, HttpResponse<byte[]>> answers = new LinkedHashMap<>();
        answers.put(405, sam.send(sam.request("/").method("DELETE", HttpRequest.BodyPublishers.noBody())));
        answers.put(413, sam.post("/api/line/pause", "{\"slot\":\"" + "x".repeat(20_000) + "\"}"));
        answers.put(400, sam.post("/api/line/pause", "{\"slot\":"));
        answers.put(403, guarded.viewer().post("/api/line/pause", "{}"));
        answers.put(
                415,
                sam.send(sam.request("/api/line/pause")
                        .header("X-CSRF-Token", sam.csrf())
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))));
        String bundle = guarded.dashboard.bundle;
        guarded.dashboard.bundle = null;
        answers.put(500, sam.get("/api/bundles"));
        guarded.dashboard.bundle = bundle;
        answers.forEach((status, answer) -> {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertGuarded(answer);
            assertThat(Visitor.text(answer)).startsWith("{\"message\":");
        });
        assertThat(Visitor.text(answers.get(500))).doesNotContain("NullPointer", "org.", "at ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nNo colon here\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void whatIsNoRequestIsAnsweredBarely(String request) throws Exception {
        assertBare(plain.raw(request));
    }

    @Test
    void aHeadThatIsTooLongIsAnsweredBarely() throws Exception {
        String cookie = "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: a=" + "x".repeat(40_000) + "\r\n\r\n";
        assertThat(assertBare(plain.raw(cookie))).startsWith("HTTP/1.1 431");
        String path = "GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        assertThat(assertBare(plain.raw(path))).startsWith("HTTP/1.1 414");
    }

    private static String assertBare(String answer) {
        assertThat(answer).matches("(?s)HTTP/1\\.1 [45]\\d\\d .*").contains("{\"message\":\"");
        SecurityHeaders.of(false).forEach((name, value) -> assertThat(answer).contains(name + ": " + value));
        assertThat(answer).doesNotContain("Jetty", "jetty", "<html", "Exception", "Server:");
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../../../etc/passwd",
                "/..%2f..%2f..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/..;/..;/etc/passwd",
                "/.%00./etc/passwd",
                "/..\\..\\..\\etc\\passwd",
                "/%5c..%5c..%5cetc%5cpasswd",
                "//etc/passwd",
                "/station.css/../../login.html",
                "/station.css%00.html",
                "/./logback.xml",
                "/org/twomes/station/config/station.yaml",
                "/META-INF/resources/webjars/uplot/1.6.30/package.json",
                "/webjars/uplot/1.6.30/package.json",
                "/WEB-INF/web.xml",
                "/api/sheet.png?number=../../../../etc/passwd",
                "/api/sheet?number=..%2f..%2fetc%2fpasswd",
                "/api/../../etc/passwd",
                "http://localhost/../../etc/passwd",
                "*"
            })
    void noPathLeadsOutOfThePages(String path) throws Exception {
        String answer = plain.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: station=" + session
                + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*").doesNotContain("root:", "<configuration", "uplot\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8137",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "station.example.evil",
                "a.b.factory.example",
                "[::1].evil.example",
                "0x7f.1",
                "localhost@evil.example"
            })
    void anotherHostNameIsRefused(String host) throws Exception {
        String answer = plain.raw("GET /login HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (421|400) .*").doesNotContain("<form");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9", "127.0.0.1", "192.0.2.1:80", "[::1]", "[::1]:8137"})
    void itsOwnAddressesAreTaken(String host) throws Exception {
        assertThat(plain.raw("GET /login HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void theCertificatesNamesAreTakenAndNoOthers() {
        HostNames names = new HostNames(java.util.Set.of("station.example", "*.factory.example"));
        assertThat(Stream.of("station.example", "Station.Example:8137", "line.factory.example"))
                .allMatch(names::knows);
        assertThat(Stream.of("example", "factory.example", "a.b.factory.example", "xstation.example", "", ":80"))
                .noneMatch(names::knows);
        assertThat(names.knows(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "PROPFIND", "get", "FOO"})
    void otherMethodsAreRefusedWhateverThePath(String method) throws Exception {
        // A tunnel has a host instead of a path, and Jetty keeps its connection until that is idle.
        List<String> targets = method.equals("CONNECT")
                ? List.of("localhost:80")
                : List.of("/", "/login", "/api/slots", "/api/line/pause", "/metrics", "/no-such");
        for (String path : targets) {
            String answer =
                    plain.raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).matches("(?s)HTTP/1\\.1 (405|400|501) .*");
            assertThat(answer).contains("X-Content-Type-Options: nosniff");
        }
    }

    @Test
    void actionsAreNotDoneByGet() {
        Visitor sam = plain.supervisor();
        assertThat(sam.get("/api/line/pause").statusCode()).isIn(404, 405);
        assertThat(sam.send(sam.request("/api/line/pause").method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isIn(404, 405);
        assertThat(plain.dashboard.line.taking()).isTrue();
        assertThat(Optional.of(sam.send(sam.request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode()))
                .contains(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "x-http-method-override", "X-HTTP-Method", "X-Method-Override"})
    void aRequestOfOneMethodNeverPassesForOneOfAnother(String header) throws Exception {
        String cookie = "Cookie: station=" + plain.supervisor().session();
        int before = plain.dashboard.ledger.audit.size();
        for (String served : plain.dashboard.server().served()) {
            String[] parts = served.split(" ");
            for (String method : List.of("GET", "HEAD", "POST")) {
                String answer = plain.raw(method + " " + parts[1] + " HTTP/1.1\r\nHost: localhost\r\n" + cookie
                        + "\r\nOrigin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n" + header + ": " + parts[0]
                        + "\r\nConnection: close\r\n\r\n{}");
                assertThat(answer).as("%s as %s", method, served).startsWith("HTTP/1.1 400");
            }
        }
        assertThat(plain.dashboard.ledger.audit).hasSize(before);
        assertThat(plain.dashboard.line.taking()).isTrue();
    }

    @Test
    void aMethodInTheQueryIsNone() {
        Visitor sam = plain.supervisor();
        assertThat(sam.get("/api/line/pause?_method=POST").statusCode()).isEqualTo(404);
        assertThat(plain.dashboard.line.taking()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /login HTTP/1.1\nHost: localhost\nConnection: close\n\n",
                "GET /login HTTP/1.1\r\nHost: localhost\nConnection: close\r\n\r\n",
                "GET /login HTTP/1.1\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n"
            })
    void aLineEndsWithBothItsCharacters(String request) throws Exception {
        assertThat(assertBare(plain.raw(request))).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/jsonx",
                "application/json-patch+json",
                "application/json, text/plain",
                "application/jso",
                "text/plain; application/json",
                "application/json+xml",
                "application/ json"
            })
    void anotherContentTypeIsRefused(String type) throws Exception {
        assertThat(posted(type)).startsWith("HTTP/1.1 415");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json ;x=y"
            })
    void jsonIsTakenHoweverItIsWritten(String type) throws Exception {
        assertThat(posted(type)).startsWith("HTTP/1.1 401");
    }

    private static String posted(String type) throws Exception {
        String body = "{\"name\":\"nobody\",\"password\":\"x\"}";
        return plain.raw("POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
