package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.dashboard.http.ConnectionLimit;
import org.twomes.station.dashboard.http.Connections;

/** A station behind nginx: whoever comes through it counts for their own address, and nobody else's header means anything. */
@Tag("rig")
class ReverseProxyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WRONG = "{\"name\":\"sam\",\"password\":\"not the password\"}";
    private static final String RIGHT =
            "{\"name\":\"sam\",\"password\":\"" + GuardedDashboard.SUPERVISOR_PASSWORD + "\"}";

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();
    private GuardedDashboard guarded;
    private Process nginx;
    private int front;

    @BeforeEach
    void open() throws Exception {
        guarded = new GuardedDashboard(
                folder, false, Clock.systemUTC(), Connections.PATIENCE, Map.of("dashboard.proxies", "[127.0.0.1]"));
        try (ServerSocket free = new ServerSocket(0)) {
            front = free.getLocalPort();
        }
        Path config = folder.resolve("nginx.conf");
        Files.writeString(
                config, """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    location / {
                      proxy_pass http://127.0.0.1:%3$d;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                      proxy_set_header X-Forwarded-Proto $scheme;
                      proxy_set_header X-Forwarded-Host $http_host;
                      proxy_buffering off;
                    }
                  }
                }
                """.formatted(folder, front, guarded.dashboard.server().port()));
        nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", config.toString(), "-e", "stderr")
                .inheritIO()
                .start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", front).close();
            return true;
        });
    }

    @AfterEach
    void close() throws Exception {
        nginx.destroy();
        for (Socket socket : sockets) {
            socket.close();
        }
        guarded.close();
        assertThat(nginx.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private Socket asked(String address, int port, String request) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout((int) PATIENCE.toMillis());
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return socket;
    }

    private static int status(Socket socket) throws IOException {
        String start =
                new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.ISO_8859_1);
        return Integer.parseInt(start.substring(start.length() - 3));
    }

    private int login(String address, int port, String body, String more) throws IOException {
        return status(asked(
                address,
                port,
                "POST /api/login HTTP/1.1\r\nHost: station.example\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                .replace("station.example", port == front ? "station.example" : "localhost")
                        + more + "Content-Length: " + body.length() + "\r\n\r\n" + body));
    }

    @Test
    void failedLoginsThroughTheProxyCountForTheClient() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(login("127.0.0.2", front, WRONG, "X-Forwarded-For: 203.0.113." + i + "\r\n"))
                    .isEqualTo(401);
        }
        assertThat(login("127.0.0.2", front, RIGHT, "X-Forwarded-For: 203.0.113.99\r\n"))
                .isEqualTo(429);
        assertThat(login("127.0.0.3", front, RIGHT, "")).isEqualTo(200);
        assertThat(guarded.dashboard.ledger.audit)
                .extracting(line -> line.action() + " " + line.object())
                .containsExactly(
                        "login 127.0.0.3",
                        "login failed 127.0.0.2",
                        "login failed 127.0.0.2",
                        "login failed 127.0.0.2",
                        "login failed 127.0.0.2",
                        "login failed 127.0.0.2");
    }

    @Test
    void whoComesByHimselfCountsForHisConnectionWhateverHeSays() throws Exception {
        int server = guarded.dashboard.server().port();
        for (int i = 0; i < 5; i++) {
            assertThat(login("127.0.0.4", server, WRONG, "X-Forwarded-For: 203.0.113." + i + "\r\n"))
                    .isEqualTo(401);
        }
        assertThat(login(
                        "127.0.0.4", server, RIGHT, "X-Forwarded-For: 203.0.113.99\r\nForwarded: for=203.0.113.98\r\n"))
                .isEqualTo(429);
        assertThat(login(
                        "127.0.0.5",
                        server,
                        RIGHT,
                        "Origin: https://evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                                + "X-Forwarded-Proto: https\r\n"))
                .as("nor does he choose the station's origin")
                .isEqualTo(403);
    }

    @Test
    void aPageThatTheProxyServedMayAct() throws Exception {
        assertThat(login("127.0.0.3", front, RIGHT, "Origin: http://station.example\r\n"))
                .isEqualTo(200);
        assertThat(login("127.0.0.3", front, RIGHT, "Origin: http://evil.example\r\n"))
                .isEqualTo(403);
    }

    @Test
    void oneClientOfTheProxyHasNoMoreRequestsAtOnceThanAnybodyElse() throws Exception {
        String vera = guarded.viewer().session();
        String sam = guarded.supervisor().session();
        for (int i = 0; i < ConnectionLimit.MOST_BY_NETWORK; i++) {
            String events = "GET /api/events HTTP/1.1\r\nHost: station.example\r\nCookie: station="
                    + (i % 2 == 0 ? vera : sam) + "\r\n\r\n";
            assertThat(status(asked("127.0.0.2", front, events)))
                    .as("page " + i)
                    .isEqualTo(200);
        }
        String login = "GET /login HTTP/1.1\r\nHost: station.example\r\nConnection: close\r\n\r\n";
        assertThat(status(asked("127.0.0.2", front, login))).isEqualTo(429);
        assertThat(status(asked("127.0.0.3", front, login))).isEqualTo(200);
        sockets.get(0).close();
        await().atMost(PATIENCE).until(() -> status(asked("127.0.0.2", front, login)) == 200);
    }
}
