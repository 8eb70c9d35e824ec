package org.twomes.station.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.backoffice.Reachability.State;
import org.twomes.station.backoffice.RegistrationAnswer.Refused;
import org.twomes.station.backoffice.RegistrationAnswer.TryLater;
import org.twomes.station.backoffice.RegistrationAnswer.Unusable;

@Tag("rig")
class TwomesV1ClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Map<String, String> TEXT = Map.of("Content-Type", "text/plain");

    /** TLS record of an alert (RFC 8446, 6): fatal, handshake_failure. */
    private static final byte[] FATAL_HANDSHAKE_FAILURE = {21, 3, 3, 0, 2, 2, 40};

    @TempDir
    Path folder;

    private interface Wire {
        void serve(Socket socket) throws IOException;
    }

    private RegistrationAnswer raw(Wire wire, Duration limit) throws Exception {
        return raw("http", wire, limit);
    }

    /** Serves one connection by hand, and returns what the client made of it. */
    private RegistrationAnswer raw(String scheme, Wire wire, Duration limit) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket socket = listener.accept()) {
                    wire.serve(socket);
                } catch (IOException e) {
                    // The client may go first.
                }
            });
            server.start();
            RegistrationAnswer answer = Clients.client(
                            URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort()), folder, limit)
                    .register(Clients.BOARD);
            listener.close();
            server.join();
            return answer;
        }
    }

    private static void readRequest(Socket socket) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (!seen.toString().endsWith("}")) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                return;
            }
            seen.append((char) octet);
        }
    }

    private static void untilClosed(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // The client ends it.
        }
    }

    private RegistrationAnswer answered(int status, Map<String, String> headers, String body) throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(status, headers, body)) {
            return Clients.client(server.address(), folder, LIMIT).register(Clients.BOARD);
        }
    }

    private static Unusable unusable(RegistrationAnswer answer) {
        assertThat(answer).isInstanceOf(Unusable.class);
        return (Unusable) answer;
    }

    private static TryLater later(RegistrationAnswer answer) {
        assertThat(answer).isInstanceOf(TryLater.class);
        return (TryLater) answer;
    }

    @ParameterizedTest
    @CsvSource({"429,false", "425,false", "503,true", "500,true", "502,true", "504,true", "507,true", "408,true"})
    void plainTextErrorsAreForLater(int status, boolean mayHaveArrived) throws IOException {
        TryLater later = later(answered(status, TEXT, "Internal Server Error"));
        assertThat(later.mayHaveArrived()).isEqualTo(mayHaveArrived);
        assertThat(later.why()).contains(String.valueOf(status), "Internal Server Error");
        assertThat(later.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "7|PT7S",
                " 0 |PT0S",
                "999999999|PT8H",
                "Tue, 24 Nov 2026 08:01:30 GMT|PT1M30S",
                "Tue, 24 Nov 2026 07:00:00 GMT|PT0S"
            },
            delimiter = '|')
    void retryAfterIsRead(String header, Duration wait) throws IOException {
        assertThat(later(answered(429, Map.of("Retry-After", header), "Too Many Requests"))
                        .retryAfter())
                .contains(wait);
    }

    @Test
    void anUnreadableRetryAfterIsIgnored() throws IOException {
        assertThat(later(answered(503, Map.of("Retry-After", "soon"), "")).retryAfter())
                .isEmpty();
    }

    @Test
    void nobodyListening() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        TwomesV1Client client = Clients.client(URI.create("http://127.0.0.1:" + port), folder, LIMIT);
        assertThat(later(client.register(Clients.BOARD)).mayHaveArrived()).isFalse();
        assertThat(client.exists("TWOMES-D3AD48")).isInstanceOf(ExistenceAnswer.TryLater.class);
        assertThat(client.reachable().state()).isEqualTo(State.UNREACHABLE);
        assertThat(client.reachable().detail()).contains("127.0.0.1:" + port + "/device");
    }

    @Test
    void anUnknownHostIsForLater() throws IOException {
        TwomesV1Client client = Clients.client(URI.create("http://no-such-host.invalid"), folder, LIMIT);
        assertThat(later(client.register(Clients.BOARD)).mayHaveArrived()).isFalse();
    }

    @Test
    void noAnswerInTimeMayHaveArrived() throws Exception {
        RegistrationAnswer answer = raw(TwomesV1ClientTest::untilClosed, Duration.ofMillis(300));
        assertThat(later(answer).mayHaveArrived()).isTrue();
    }

    @Test
    void aBodyThatStopsHalfwayEndsAtTheLimit() throws Exception {
        RegistrationAnswer answer = raw(
                socket -> {
                    readRequest(socket);
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":1"
                                    .getBytes(StandardCharsets.US_ASCII));
                    untilClosed(socket);
                },
                Duration.ofMillis(300));
        assertThat(later(answer).mayHaveArrived()).isTrue();
    }

    @Test
    void aConnectionResetAfterTheRequestMayHaveArrived() throws Exception {
        RegistrationAnswer answer = raw(
                socket -> {
                    readRequest(socket);
                    socket.setSoLinger(true, 0);
                },
                LIMIT);
        assertThat(later(answer).mayHaveArrived()).isTrue();
    }

    @Test
    void aConnectionClosedWithoutAnswerMayHaveArrived() throws Exception {
        assertThat(later(raw(TwomesV1ClientTest::readRequest, LIMIT)).mayHaveArrived())
                .isTrue();
    }

    @Test
    void whatIsNotHttpMayHaveArrived() throws Exception {
        RegistrationAnswer answer = raw(
                socket -> {
                    readRequest(socket);
                    socket.getOutputStream().write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                },
                LIMIT);
        assertThat(later(answer).mayHaveArrived()).isTrue();
    }

    @Test
    void aServerWithoutTlsIsSaidToBeOne() throws Exception {
        Wire plain = socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            untilClosed(socket);
        };
        Unusable answer = unusable(raw("https", plain, LIMIT));
        assertThat(answer.why()).contains("TLS");
        assertThat(answer.remedy()).contains("backOffice.ca", "update-ca-certificates");
    }

    @Test
    void aRefusedTlsHandshakeSentNothing() throws Exception {
        Wire alert = socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write(FATAL_HANDSHAKE_FAILURE);
            untilClosed(socket);
        };
        Unusable answer = unusable(raw("https", alert, LIMIT));
        assertThat(answer.why()).contains("TLS");
        assertThat(answer.mayHaveArrived()).isFalse();
    }

    @Test
    void withoutATokenFileNothingIsSent() throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(200, JSON, "{}")) {
            TwomesV1Client client = new TwomesV1Client(
                    server.address(), Optional.empty(), Clients.http(LIMIT), LIMIT, Clock.systemUTC());
            assertThat(client.register(Clients.BOARD).toString()).contains("AUTHORISATION", "backOffice.tokenFile");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aPageInsteadOfADeviceIsNoRegistration() throws IOException {
        for (String body : List.of(
                "<html>Log in</html>",
                "{\"id\":\"12\",\"name\":\"TWOMES-D3AD48\"}",
                "{" + " ".repeat(200_000) + "}",
                "{\"id\":12,\"name\":\"TWOMES-000001\"}")) {
            Unusable answer = unusable(answered(200, JSON, body));
            assertThat(answer.mayHaveArrived()).as(body).isTrue();
        }
    }

    /** What a proxy, a firewall, a portal or another server says, and never API v1 of a board. */
    @ParameterizedTest
    @CsvSource({
        "202", "204", "301", "302", "307", "308", "400", "401", "402", "403", "404", "405", "407", "409", "410", "411",
        "413", "414", "415", "422", "431", "451", "501", "505", "511"
    })
    void anAnswerThatIsNotApiV1sIsTheLinesStateAndNoBoards(int status) throws IOException {
        for (String body : List.of(
                status == 204 ? "" : "404 page not found\n",
                status == 204 ? "" : "<html>\r\n<head><title>413 Request Entity Too Large</title></head></html>")) {
            try (OneAnswerServer server = new OneAnswerServer(status, Map.of(), body)) {
                TwomesV1Client client = Clients.client(server.address(), folder, LIMIT);
                Unusable answer = unusable(client.register(Clients.BOARD));
                assertThat(answer.why()).contains(String.valueOf(status)).doesNotContain("<", "html", "title");
                assertThat(answer.remedy()).isNotBlank();
                assertThat(answer.mayHaveArrived()).isEqualTo(status < 300);
                assertThat(client.exists("TWOMES-D3AD48")).isInstanceOf(ExistenceAnswer.Unusable.class);
                assertThat(client.reachable().state()).isEqualTo(State.NOT_API_V1);
            }
        }
    }

    @Test
    void anotherApisErrorIsNoWordOnABoard() throws IOException {
        for (String body :
                List.of("", "{\"message\":\"unauthorized\"}", "<?xml version=\"1.0\"?><Error/>", "[]", "{}")) {
            for (int status : List.of(400, 401, 403, 422)) {
                assertThat(unusable(answered(status, JSON, body)).remedy())
                        .as(status + body)
                        .isNotBlank();
            }
        }
    }

    @Test
    void aWebPageIsNamedAndNeverShown() throws IOException {
        for (int status : List.of(200, 404, 403, 502, 503)) {
            String said = answered(status, TEXT, "<!DOCTYPE html>\n<html><h1>Bad Gateway</h1></html>")
                    .toString();
            assertThat(said).contains(status + " with a web page").doesNotContain("<h1", "Bad Gateway");
        }
        assertThat(answered(401, JSON, "{\"detail\":\"<b>who are you</b>\"}").toString())
                .doesNotContain("<b>");
    }

    @Test
    void onlyTwoAnswersProveWhetherATokenIsRegistered() throws IOException {
        String attachedToNobody = "{\"detail\":\"Device not attached to account\"}";
        String unknown = "{\"detail\":\"No device found for provided activation token\"}";
        assertThat(proof(403, attachedToNobody)).isEqualTo(new TokenProof.Registered());
        assertThat(proof(404, unknown)).isEqualTo(new TokenProof.NotRegistered());
        for (int status : List.of(200, 301, 400, 401, 403, 404, 405, 422, 429, 500, 502, 503)) {
            for (String body : List.of(
                    "",
                    "{\"detail\":\"Not Found\"}",
                    "404 page not found",
                    "<html>403 Forbidden</html>",
                    "{\"detail\":\"device not attached to account\"}",
                    "{\"session_token\":\"MjE.session-of-a-device\"}",
                    status == 403 ? unknown : attachedToNobody,
                    status == 404 ? attachedToNobody : unknown)) {
                TokenProof proof = proof(status, body);
                assertThat(proof).as(status + " " + body).isInstanceOf(TokenProof.Unclear.class);
                assertThat(proof.toString()).doesNotContain("session-of-a-device", "<html>");
            }
        }
    }

    private TokenProof proof(int status, String body) throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(status, JSON, body)) {
            TokenProof proof = Clients.client(server.address(), folder, LIMIT).prove(Clients.BOARD.token());
            assertThat(server.requests())
                    .singleElement()
                    .isEqualTo(new OneAnswerServer.Request(
                            "POST /device/activate",
                            "null",
                            "application/json",
                            "{\"activation_token\":\"3375550652\"}"));
            return proof;
        }
    }

    @Test
    void aTypeIsCheckedWithANameThatNoBoardHasAndATokenThatIsInUse() throws IOException {
        assertThat(type(400, "{\"detail\":\"Activation token already in use\"}"))
                .isEqualTo(new TypeAnswer.Known());
        assertThat(type(400, "{\"detail\":\"Unknown device type \\\"Generic-Test\\\"\"}"))
                .isInstanceOf(TypeAnswer.Unknown.class);
        assertThat(type(400, "{\"detail\":\"Device name already in use\"}")).isInstanceOf(TypeAnswer.NotChecked.class);
        assertThat(type(404, "{\"detail\":\"Not Found\"}")).isInstanceOf(TypeAnswer.TryLater.class);
        assertThat(type(500, "Internal Server Error")).isInstanceOf(TypeAnswer.TryLater.class);
        assertThat(type(200, "{\"id\":12,\"name\":\"TWOMES-000000-CHECK\"}"))
                .isEqualTo(new TypeAnswer.Made("TWOMES-000000-CHECK", 12));
    }

    private TypeAnswer type(int status, String body) throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(status, JSON, body)) {
            TypeAnswer answer =
                    Clients.client(server.address(), folder, LIMIT).checkType("Generic-Test", Clients.BOARD.token());
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.body())
                            .isEqualTo("{\"name\":\"TWOMES-000000-CHECK\",\"device_type\":\"Generic-Test\","
                                    + "\"activation_token\":\"3375550652\"}"));
            return answer;
        }
    }

    @Test
    void anEchoedTokenIsHidden() throws IOException {
        RegistrationAnswer answer = answered(400, JSON, "{\"detail\":\"what is 3375550652?\"}");
        assertThat(answer.toString()).contains("what is ******?").doesNotContain("3375550652");
    }

    @Test
    void aProxysPageThatShowsTheRequestGivesNoAdminTokenAway() throws IOException {
        RegistrationAnswer answer = answered(502, JSON, "upstream: Authorization: bearer Mg.secret-of-all, Host: x");
        assertThat(answer.toString()).contains("bearer ******").doesNotContain("Mg.secret");
    }

    @Test
    void existenceIsAskedWithoutWriting() throws IOException {
        try (OneAnswerServer server =
                new OneAnswerServer(400, JSON, "{\"detail\":\"Unknown device type \\\"?\\\"\"}")) {
            TwomesV1Client client = Clients.client(server.address(), folder, LIMIT);
            assertThat(client.exists("TWOMES-EEEEEE")).isEqualTo(new ExistenceAnswer.Free());
            assertThat(client.reachable().state()).isEqualTo(State.USABLE);
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.body()).contains("\"device_type\":\"?\""));
            assertThat(server.requests().get(0).body())
                    .isEqualTo("{\"name\":\"TWOMES-EEEEEE\",\"device_type\":\"?\",\"activation_token\":\"00000000\"}");
        }
        try (OneAnswerServer server = new OneAnswerServer(400, JSON, "{\"detail\":\"Device name already in use\"}")) {
            assertThat(Clients.client(server.address(), folder, LIMIT).exists("TWOMES-D3AD48"))
                    .isEqualTo(new ExistenceAnswer.Taken());
        }
    }

    @Test
    void reachableTellsTokenFromAddress() throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(401, JSON, "{\"detail\":\"Invalid admin session token\"}")) {
            Reachability reach = Clients.client(server.address(), folder, LIMIT).reachable();
            assertThat(reach.state()).isEqualTo(State.NOT_AUTHORISED);
            assertThat(reach.detail()).contains("Invalid admin session token");
        }
        try (OneAnswerServer server = new OneAnswerServer(404, JSON, "{\"detail\":\"Not Found\"}")) {
            assertThat(Clients.client(server.address(), folder, LIMIT)
                            .reachable()
                            .state())
                    .isEqualTo(State.NOT_API_V1);
        }
    }

    @Test
    void aChangedTokenFileCountsAtOnceAndABadOneSendsNothing() throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(403, JSON, "{\"detail\":\"Not authenticated\"}")) {
            TwomesV1Client client = Clients.client(server.address(), folder, LIMIT);
            client.exists("TWOMES-D3AD48");
            Path file = folder.resolve("secret");
            Files.writeString(file, "Mw.another");
            client.exists("TWOMES-D3AD48");
            assertThat(server.requests())
                    .extracting(OneAnswerServer.Request::authorization)
                    .containsExactly("Bearer " + Clients.ADMIN, "Bearer Mw.another");
            Files.delete(file);
            assertThat(client.register(Clients.BOARD)).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(RefusalReason.AUTHORISATION);
                assertThat(refused.detail()).contains(file.toString(), "does not exist");
            });
            assertThat(client.reachable().state()).isEqualTo(State.NOT_AUTHORISED);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void theBasePathMayEndWithASlash() throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(429, TEXT, "")) {
            Clients.client(URI.create(server.address() + "/v1/"), folder, LIMIT).exists("TWOMES-D3AD48");
            assertThat(server.requests().get(0).line()).isEqualTo("POST /v1/device");
        }
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(307, Map.of("Location", "/device"), "")) {
            assertThat(Clients.client(server.address(), folder, LIMIT)
                            .register(Clients.BOARD)
                            .toString())
                    .contains("Unusable", "to /device", "backOffice.url");
            assertThat(server.requests()).hasSize(1);
        }
    }
}
