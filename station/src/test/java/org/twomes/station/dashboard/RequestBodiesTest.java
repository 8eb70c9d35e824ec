package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.dashboard.http.Guard;
import org.twomes.station.dashboard.live.Page;

/** Bodies that are too large, and clients that are too slow: each is dropped, and the others are served. */
@Tag("rig")
class RequestBodiesTest {
    /** Longer than the beat of a live page, which keeps its connection from being idle. */
    private static final Duration SHORT = Duration.ofNanos(2 * Page.BEAT_NANOS);

    private static final String LOGIN =
            "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @TempDir
    static Path folder;

    private static GuardedDashboard guarded;

    @BeforeAll
    static void open() throws Exception {
        guarded = new GuardedDashboard(folder, false, Clock.systemUTC(), SHORT);
    }

    @AfterAll
    static void close() {
        guarded.close();
    }

    private static String body(int length) {
        return "{\"name\":\"vera\",\"password\":\"" + "x".repeat(length) + "\"}";
    }

    @Test
    void aBodyThatSaysHowLargeItIsIsNotEvenRead() throws Exception {
        String answer = guarded.raw(LOGIN + "Content-Length: 9999999999\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("Connection: close");
        assertThat(guarded.raw(LOGIN + "Connection: close\r\nContent-Length: "
                        + body(100).length() + "\r\n\r\n" + body(100)))
                .as("one of usual size is")
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void aBodyInChunksIsReadUpToTheSameSize() throws Exception {
        // One byte too many and no more: a server that closes before it has read all may take its answer along.
        String begin = "{\"name\":\"vera\",\"password\":\"";
        int rest = Guard.MOST_BODY_BYTES + 1 - begin.length();
        String chunks = "%x\r\n%s\r\n%x\r\n%s\r\n".formatted(begin.length(), begin, rest, "x".repeat(rest));
        String answer = guarded.raw(LOGIN + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
        assertThat(answer).startsWith("HTTP/1.1 413").contains("bodies have at most");
    }

    @Test
    void deepOrOddJsonIsRefused() throws Exception {
        Visitor visitor = guarded.visitor();
        for (String json : List.of(
                "[".repeat(8000),
                "{\"name\":" + "[".repeat(4000) + "]".repeat(4000) + "}",
                "{\"name\":\"vera\",\"password\":\"x\",\"role\":\"SUPERVISOR\"}",
                "{\"name\":\"vera\",\"name\":[],\"password\":1e999999999}",
                "\"text\"",
                "null",
                "",
                "\u0000")) {
            assertThat(visitor.post("/api/login", json).statusCode())
                    .as(json.substring(0, Math.min(40, json.length())))
                    .isEqualTo(400);
        }
    }

    /** Slowloris: a byte now and then keeps the server's idle time from ever passing. */
    @Test
    void aHeadThatDripsInIsCutOffAndTheOthersAreServed() throws Exception {
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = guarded.connect();
                sockets.add(socket);
                send(socket, i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " : "");
                // A keep-alive connection drips with its second request.
                if (i % 4 == 1) {
                    send(socket, "GET /login HTTP/1.1\r\nHost: localhost\r\n\r\nGET");
                }
            }
            Future<?> dripping = drip.scheduleAtFixedRate(
                    () -> sockets.forEach(RequestBodiesTest::drip), 0, 300, TimeUnit.MILLISECONDS);
            assertThat(guarded.visitor().get("/login").statusCode())
                    .as("meanwhile")
                    .isEqualTo(200);
            for (Socket socket : sockets) {
                await("the server closes on connection " + sockets.indexOf(socket))
                        .atMost(Duration.ofSeconds(60))
                        .pollInSameThread()
                        .until(() -> closed(socket));
            }
            assertThat(dripping).isNotDone();
        } finally {
            drip.shutdownNow();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(guarded.visitor().get("/login").statusCode()).isEqualTo(200);
    }

    private static void drip(Socket socket) {
        try {
            send(socket, "a");
        } catch (IOException e) {
            // Cut off: what this is about.
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static boolean closed(Socket socket) {
        try {
            socket.setSoTimeout(100);
            byte[] rest = new byte[8192];
            int read = socket.getInputStream().read(rest);
            return read < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aBodyThatDripsInIsCutOff() throws Exception {
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try (Socket socket = guarded.connect()) {
            send(socket, LOGIN + "Content-Length: 16000\r\n\r\n{");
            Future<?> dripping = drip.scheduleAtFixedRate(() -> drip(socket), 0, 300, TimeUnit.MILLISECONDS);
            await().atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> closed(socket));
            assertThat(dripping).isNotDone();
        } finally {
            drip.shutdownNow();
        }
    }

    @Test
    void aClientThatSaysNothingIsCutOff() throws Exception {
        try (Socket socket = guarded.connect()) {
            await().atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> closed(socket));
        }
    }

    /** A page's live events are no slow client, however little happens. */
    @Test
    void livePagesStayOpen() throws Exception {
        Visitor viewer = guarded.viewer();
        java.io.ByteArrayOutputStream events = new java.io.ByteArrayOutputStream();
        viewer.stream("/api/events", events);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> guarded.dashboard.server().livePages() == 1);
        await().during(SHORT.multipliedBy(3))
                .atMost(Duration.ofSeconds(60))
                .until(() -> guarded.dashboard.server().livePages() == 1);
        guarded.dashboard.line.done(0, "line-1-0001", 17);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            synchronized (events) {
                return events.toString(StandardCharsets.UTF_8).contains("\"position\":17");
            }
        });
    }
}
