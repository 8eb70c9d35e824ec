package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.dashboard.http.ConnectionLimit;
import org.twomes.station.dashboard.http.Guard;

/** More clients than there is room for, and clients that take no answer. */
@Tag("rig")
class ManyConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** No client of a crowd is idle for as long as this. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final String LOGIN = "GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int MORE = 30;

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private GuardedDashboard dashboard(Duration patience) throws Exception {
        return new GuardedDashboard(folder, false, Clock.systemUTC(), patience);
    }

    private static String start(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.ISO_8859_1);
    }

    private Socket asking(GuardedDashboard dashboard, String address, String request) throws IOException {
        Socket socket = dashboard.connectFrom(address);
        sockets.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Connections that are idle make place, from the oldest on; what is answered stays. */
    @Test
    void moreConnectionsThanTheMostOfANetworkTakeThePlacesOfIdleOnes() throws Exception {
        try (GuardedDashboard dashboard = dashboard(LONG)) {
            assertThat(start(asking(dashboard, "127.0.0.2", events(dashboard.viewer()))))
                    .isEqualTo("HTTP/1.1 200");
            Socket other = asking(dashboard, "127.0.0.3", LOGIN);
            assertThat(start(other)).isEqualTo("HTTP/1.1 200");
            for (int i = 0; i < ConnectionLimit.MOST_BY_NETWORK + MORE; i++) {
                assertThat(start(asking(dashboard, "127.0.0.2", LOGIN)))
                        .as("connection " + i)
                        .isEqualTo("HTTP/1.1 200");
            }
            for (Socket idle : sockets.subList(2, 2 + MORE)) {
                assertThat(rest(idle)).as("the rest of its answer, and its end").isPositive();
            }
            other.getOutputStream().write(LOGIN.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(other.getInputStream().read())
                    .as("another network's is not touched")
                    .isNotNegative();
            assertThat(dashboard.dashboard.server().livePages()).isEqualTo(1);
        }
    }

    private static String events(Visitor viewer) {
        return "GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: " + Guard.COOKIE + "=" + viewer.session()
                + "\r\n\r\n";
    }

    @Test
    void oneUsersManyPagesKeepNobodyElseFromTheirs() throws Exception {
        try (GuardedDashboard dashboard = dashboard(LONG)) {
            Visitor vera = dashboard.viewer();
            Visitor sam = dashboard.supervisor();
            sees(sam);
            for (int i = 0; i < 24; i++) {
                assertThat(start(asking(dashboard, "127.0.0.2", events(vera))))
                        .as("screen " + i)
                        .isEqualTo("HTTP/1.1 200");
            }
            for (int i = 0; i < 120; i++) {
                Socket page = asking(dashboard, "127.0.1." + (i / 20 + 1), events(vera));
                assertThat(start(page)).isIn("HTTP/1.1 200", "HTTP/1.1 503");
            }
            assertThat(vera.get("/api/slots").statusCode())
                    .as("what is no page is served")
                    .isEqualTo(200);
            var refused = vera.get("/api/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(Visitor.text(refused)).contains("Too many live pages");
            int pages = dashboard.dashboard.server().livePages();
            sees(sam);
            assertThat(dashboard.dashboard.server().livePages())
                    .as("no page was ended for it")
                    .isEqualTo(pages + 1);

            sockets.get(0).close();
            await().atMost(PATIENCE).until(() -> dashboard.dashboard.server().livePages() == pages);
            sees(vera);
        }
    }

    private static void sees(Visitor visitor) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        visitor.stream("/api/events", copy);
        await().atMost(PATIENCE).until(() -> {
            synchronized (copy) {
                return copy.toString(StandardCharsets.UTF_8).contains("event: slots");
            }
        });
    }

    /** Each of them asks for more than all buffers on the way hold, and takes none of it. */
    @Test
    void clientsThatDoNotReadTheirAnswersAreCutOffAndTheOthersAreServed() throws Exception {
        int clients = 40;
        int requests = 2000;
        Duration patience = Duration.ofSeconds(4);
        try (GuardedDashboard dashboard = dashboard(patience)) {
            byte[] page = dashboard.visitor().get("/station.css").body();
            byte[] asked = "GET /station.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .repeat(requests)
                    .getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < clients; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setReceiveBufferSize(1024);
                socket.connect(new InetSocketAddress(
                        "127.0.0.1", dashboard.dashboard.server().port()));
                socket.getOutputStream().write(asked);
            }
            assertThat(dashboard.visitor().get("/login").statusCode())
                    .as("meanwhile")
                    .isEqualTo(200);
            for (Socket socket : sockets) {
                await("the server closes on client " + sockets.indexOf(socket))
                        .atMost(PATIENCE)
                        .until(() -> !takes(socket));
            }
            for (Socket socket : sockets) {
                assertThat(rest(socket)).isLessThan((long) requests * page.length);
            }
            assertThat(dashboard.visitor().get("/login").statusCode()).isEqualTo(200);
        }
    }

    /** Whether the other side still takes a byte: one that has closed answers with a reset. */
    private static boolean takes(Socket socket) {
        try {
            socket.getOutputStream().write('G');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long rest(Socket socket) {
        long bytes = 0;
        try {
            InputStream in = socket.getInputStream();
            byte[] chunk = new byte[8192];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                bytes += read;
            }
        } catch (IOException e) {
            // Cut off: what came before is counted.
        }
        return bytes;
    }
}
