package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is no sound request is answered with 400 or with nothing, and writes nothing into the log at its usual level. */
@Tag("rig")
class MalformedTest {
    private static final String POST =
            "POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    @TempDir
    static Path folder;

    @TempDir
    static Path plainFolder;

    private static GuardedDashboard encrypted;
    private static GuardedDashboard plain;

    private final List<ILoggingEvent> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event);
        }
    };

    @BeforeAll
    static void open() throws Exception {
        encrypted = new GuardedDashboard(folder, true);
        plain = new GuardedDashboard(plainFolder, false);
    }

    @AfterAll
    static void close() {
        encrypted.close();
        plain.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @BeforeEach
    void listen() {
        appender.start();
        root().addAppender(appender);
    }

    @AfterEach
    void stop() {
        root().detachAppender(appender);
    }

    private void assertNothingIsLogged() {
        // Whatever was to be logged of a request was, once a later one is answered.
        assertThat(plain.visitor().get("/login").statusCode()).isEqualTo(200);
        assertThat(logged)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "-1\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}xx0\r\n\r\n",
                "FFFFFFFFFFFFFFFFF\r\n{}",
                "2;x=\u0001\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nno trailer\r\n\r\n",
                "\r\n\r\n"
            })
    void aBrokenChunkedBodyIs400AndNoNews(String body) throws Exception {
        assertThat(plain.raw(CHUNKED + body)).startsWith("HTTP/1.1 400");
        assertNothingIsLogged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /login?%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/units?text=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: station=SESSION\r\n\r\n",
                "GET /api/units?text=%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: station=SESSION\r\n\r\n",
                "GET /api/unit?id=%C0%AF HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: station=SESSION\r\n\r\n",
                "GET /api/units?from=%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: station=SESSION\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: x\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: gzip, chunked\r\n\r\nzz",
                "GET /login HTTP/1.1\r\nHost: localhost\r\nExpect: everything\r\nConnection: close\r\n\r\n",
                "GET /login HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n",
                "GET /login HTTP/1.1\r\nHost: localhost\r\nCookie: \u0000\u0001=\"\\\"; ;;=;station\r\nConnection: close\r\n\r\n",
                "GET /login HTTP/1.1\r\nHost: localhost\r\nAccept: ;;;;q=x\r\nIf-Modified-Since: never\r\nConnection: close\r\n\r\n",
                "GET /login HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c, websocket\r\nConnection: close, Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x\r\n\r\nxx",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET http://[/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /\u00ff\u00fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "\u0000\u0000\u0000\u0000\r\n\r\n"
            })
    void anOddRequestIsNoNews(String request) throws Exception {
        String answer = plain.raw(request.replace(
                "SESSION", request.contains("SESSION") ? plain.viewer().session() : ""));
        logged.removeIf(event -> event.getFormattedMessage().contains("login"));
        assertThat(answer).doesNotContain("HTTP/1.1 5", "Exception");
        assertNothingIsLogged();
    }

    /** The client goes before its body, or its answer, is over. */
    @Test
    void whoHangsUpIsNoNews() throws Exception {
        for (int i = 0; i < 50; i++) {
            for (String begin : List.of(POST + "Content-Length: 100\r\n\r\n{", CHUNKED + "5\r\n{", "GET /login HT")) {
                try (Socket socket = plain.connect()) {
                    socket.setSoLinger(i % 2 == 0, 0);
                    send(socket, begin);
                }
            }
            try (Socket socket = plain.connect()) {
                socket.setSoLinger(true, 0);
                send(socket, "GET /station.css HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(50));
            }
        }
        assertNothingIsLogged();
    }

    @Test
    void garbageAtTheEncryptedDoorIsNoNews() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            byte[] garbage = new byte[1 + random.nextInt(400)];
            random.nextBytes(garbage);
            if (i % 3 == 0) {
                // A handshake record of TLS, with nonsense in it.
                garbage = ("\u0016\u0003\u0001\u0000\u0040" + new String(garbage, StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
            try (Socket socket = encrypted.connect()) {
                OutputStream out = socket.getOutputStream();
                out.write(garbage);
                out.flush();
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // Cut off.
            }
        }
        assertThat(encrypted.visitor().get("/login").statusCode()).isEqualTo(200);
        assertNothingIsLogged();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
