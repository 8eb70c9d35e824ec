package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More clients than there is room for, and clients that take no answer. */
class DoorCrowdTest {
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

    private GuardedShop shop(Duration patience) throws Exception {
        return new GuardedShop(folder, false, Clock.systemUTC(), patience);
    }

    private Socket asking(GuardedShop shop, String request) throws IOException {
        Socket socket = shop.connect();
        sockets.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String start(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.ISO_8859_1);
    }

    private static boolean answered(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void moreConnectionsThanTheMostWaitUntilOthersEnd() throws Exception {
        try (GuardedShop shop = shop(LONG)) {
            for (int i = 0; i < Connections.MOST_CONNECTIONS; i++) {
                assertThat(start(asking(shop, LOGIN))).as("connection " + i).isEqualTo("HTTP/1.1 200");
            }
            List<Socket> late = new ArrayList<>();
            for (int i = 0; i < MORE; i++) {
                late.add(asking(shop, LOGIN));
            }
            await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> {
                for (Socket socket : late) {
                    if (answered(socket)) {
                        return false;
                    }
                }
                return true;
            });
            for (Socket socket : sockets.subList(0, MORE)) {
                socket.close();
            }
            for (Socket socket : late) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                assertThat(start(socket)).isEqualTo("HTTP/1.1 200");
            }
        }
    }

    @Test
    void onePageMoreThanTheMostIsToldSoUntilAnotherIsClosed() throws Exception {
        try (GuardedShop shop = shop(LONG)) {
            Visitor viewer = shop.viewer();
            String events = "GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: " + Guard.COOKIE + "="
                    + viewer.session() + "\r\n\r\n";
            for (int i = 0; i < LiveFeed.MOST_PAGES; i++) {
                assertThat(start(asking(shop, events))).as("page " + i).isEqualTo("HTTP/1.1 200");
            }
            var refused = viewer.get("/api/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(Visitor.text(refused)).contains(LiveFeed.MOST_PAGES + " pages are open already: close some");
            assertThat(viewer.get("/api/slots").statusCode())
                    .as("what is no page is served")
                    .isEqualTo(200);

            sockets.get(0).close();
            await().atMost(PATIENCE).until(() -> shop.shop.door().livePages() < LiveFeed.MOST_PAGES);
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            viewer.stream("/api/events", copy);
            await().atMost(PATIENCE).until(() -> {
                synchronized (copy) {
                    return copy.toString(StandardCharsets.UTF_8).contains("event: slots");
                }
            });
        }
    }

    /** Each of them asks for more than all buffers on the way hold, and takes none of it. */
    @Test
    void clientsThatDoNotReadTheirAnswersAreCutOffAndTheOthersAreServed() throws Exception {
        int clients = 40;
        int requests = 2000;
        Duration patience = Duration.ofSeconds(4);
        try (GuardedShop shop = shop(patience)) {
            byte[] page = shop.visitor().get("/station.css").body();
            byte[] asked = "GET /station.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .repeat(requests)
                    .getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < clients; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setReceiveBufferSize(1024);
                socket.connect(
                        new InetSocketAddress("127.0.0.1", shop.shop.door().port()));
                socket.getOutputStream().write(asked);
            }
            assertThat(shop.visitor().get("/login").statusCode())
                    .as("meanwhile")
                    .isEqualTo(200);
            for (Socket socket : sockets) {
                await("the door closes on client " + sockets.indexOf(socket))
                        .atMost(PATIENCE)
                        .until(() -> !takes(socket));
            }
            for (Socket socket : sockets) {
                assertThat(rest(socket)).isLessThan((long) requests * page.length);
            }
            assertThat(shop.visitor().get("/login").statusCode()).isEqualTo(200);
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
