package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.access.SetClock;
import org.twomes.station.dashboard.http.Connections;
import org.twomes.station.ledger.Ledger;

/** In, out and away, over HTTPS. */
@Tag("rig")
class LoginTest {
    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private GuardedDashboard guarded;

    @BeforeEach
    void open() throws Exception {
        guarded = new GuardedDashboard(folder, true, clock, Connections.PATIENCE);
    }

    @AfterEach
    void close() {
        guarded.close();
    }

    private static String cookie(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    @Test
    void theSessionIsInACookieThatScriptsAndOtherSitesDoNotSee() {
        Visitor visitor = guarded.visitor();
        HttpResponse<byte[]> in = visitor.logIn("vera", GuardedDashboard.VIEWER_PASSWORD);
        assertThat(in.statusCode()).isEqualTo(200);
        List<String> parts = List.of(cookie(in).split("; ?"));
        assertThat(parts.get(0)).matches("__Host-station=[A-Za-z0-9_-]{43}");
        assertThat(parts).contains("Path=/", "HttpOnly", "SameSite=Strict");
        assertThat(parts).anyMatch(part -> part.equalsIgnoreCase("Secure"));
        assertThat(parts).as("it goes with the browser").noneMatch(part -> part.startsWith("Max-Age"));
        assertThat(Visitor.text(in)).contains("\"role\":\"VIEWER\"").doesNotContain(visitor.session());
    }

    @Test
    void eachLoginGetsASessionOfItsOwnAndALogoutEndsIt() {
        Visitor visitor = guarded.visitor();
        visitor.logIn("vera", GuardedDashboard.VIEWER_PASSWORD);
        String first = visitor.session();
        visitor.logIn("vera", GuardedDashboard.VIEWER_PASSWORD);
        String second = visitor.session();
        assertThat(second).isNotEqualTo(first);
        assertThat(status(first)).as("the one before is over").isEqualTo(401);
        assertThat(status(second)).isEqualTo(200);
        assertThat(visitor.post("/api/logout", "").statusCode()).isEqualTo(200);
        assertThat(status(second)).isEqualTo(401);
        assertThat(status("A".repeat(43))).as("one that was never given out").isEqualTo(401);
    }

    private int status(String session) {
        Visitor bare = guarded.visitor();
        return bare.send(bare.request("/api/slots").header("Cookie", "__Host-station=" + session))
                .statusCode();
    }

    @Test
    void aSessionIsOverAfterAShiftWithoutUseAndWithItItsLiveEvents() {
        Visitor viewer = guarded.viewer();
        clock.pass(Duration.ofHours(12).minusSeconds(1));
        assertThat(viewer.get("/api/slots").statusCode()).isEqualTo(200);
        clock.pass(Duration.ofHours(24));
        assertThat(viewer.get("/api/slots").statusCode()).isEqualTo(401);
        assertThat(viewer.get("/api/events").statusCode()).isEqualTo(401);
        assertThat(viewer.get("/").statusCode()).isEqualTo(303);
    }

    @Test
    void wrongNamesAndWrongPasswordsLookAlikeAndAreCountedAndWrittenDown() {
        Visitor visitor = guarded.visitor();
        HttpResponse<byte[]> password = visitor.logIn("sam", "not the password");
        HttpResponse<byte[]> name = visitor.logIn("nobody", GuardedDashboard.SUPERVISOR_PASSWORD);
        assertThat(password.statusCode()).isEqualTo(401);
        assertThat(name.statusCode()).isEqualTo(401);
        assertThat(Visitor.text(name)).isEqualTo(Visitor.text(password)).contains("Name or password is wrong.");
        assertThat(password.headers().firstValue("Set-Cookie")).isEmpty();
        for (int i = 0; i < 3; i++) {
            visitor.logIn("sam", "not the password");
        }
        HttpResponse<byte[]> later = visitor.logIn("sam", GuardedDashboard.SUPERVISOR_PASSWORD);
        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.headers().firstValue("Retry-After")).contains("5");
        clock.pass(Duration.ofSeconds(5));
        assertThat(visitor.logIn("sam", GuardedDashboard.SUPERVISOR_PASSWORD).statusCode())
                .isEqualTo(200);
        assertThat(guarded.dashboard.ledger.audit)
                .extracting(Ledger.AuditLine::action)
                .containsExactly("login", "login failed", "login failed", "login failed", "login failed");
        assertThat(guarded.dashboard.ledger.audit.toString()).doesNotContain("not the password", "nobody");
    }

    @Test
    void anotherSitesPageLogsNobodyIn() {
        Visitor visitor = guarded.visitor();
        HttpResponse<byte[]> answer = visitor.send(visitor.request("/api/login")
                .header("Content-Type", "application/json")
                .header("Origin", "https://evil.example")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"vera\",\"password\":\"" + GuardedDashboard.VIEWER_PASSWORD + "\"}")));
        assertThat(answer.statusCode()).isEqualTo(403);
        HttpResponse<byte[]> form = visitor.send(visitor.request("/api/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("name=vera")));
        assertThat(form.statusCode()).isEqualTo(415);
    }

    @Test
    void onlyGoodTlsIsSpoken() throws Exception {
        assertThat(Stream.of("TLSv1.3", "TLSv1.2").map(this::handshake)).allMatch(done -> done);
        try (SSLSocket socket = (SSLSocket) guarded.trust()
                .orElseThrow()
                .getSocketFactory()
                .createSocket("127.0.0.1", guarded.dashboard.server().port())) {
            assertThat(socket.getSupportedCipherSuites()).isNotEmpty();
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        assertThat(guarded.raw("GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .as("plain HTTP at the encrypted server")
                .doesNotContain("HTTP/1.1 200");
    }

    /** Every suite that this Java can offer, by itself: whatever is agreed upon is authenticated and has forward secrecy. */
    @Test
    void onlyAuthenticatedCiphersAreAgreedUpon() throws Exception {
        List<String> agreed = new ArrayList<>();
        for (String suite :
                guarded.trust().orElseThrow().getSupportedSSLParameters().getCipherSuites()) {
            String protocol = suite.startsWith("TLS_AES") || suite.startsWith("TLS_CHACHA") ? "TLSv1.3" : "TLSv1.2";
            try (SSLSocket socket = (SSLSocket) guarded.trust()
                    .orElseThrow()
                    .getSocketFactory()
                    .createSocket("127.0.0.1", guarded.dashboard.server().port())) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.setEnabledCipherSuites(new String[] {suite});
                socket.startHandshake();
                agreed.add(suite);
            } catch (SSLException e) {
                // Refused.
            }
        }
        assertThat(agreed)
                .contains("TLS_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
                .allMatch(suite -> suite.matches("TLS_(ECDHE_.*)?.*(_GCM_|CHACHA20_POLY1305_).*"))
                .noneMatch(suite -> suite.contains("CBC"));
    }

    private boolean handshake(String protocol) {
        try (SSLSocket socket = (SSLSocket) guarded.trust()
                .orElseThrow()
                .getSocketFactory()
                .createSocket("127.0.0.1", guarded.dashboard.server().port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return socket.getSession().getProtocol().equals(protocol);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
