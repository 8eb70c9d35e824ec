package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.dashboard.http.Connections;

/** Whoever is on the network and takes all connections that they can get keeps nobody else out. */
@Tag("rig")
class StrangersTest {
    private static final Logger LOG = LoggerFactory.getLogger(StrangersTest.class);
    private static final String STRANGER = "127.0.0.2";
    private static final String VIEWER = "127.0.0.1";
    private static final int SLOW_CONNECTIONS = 500;
    private static final int LOOKS = 40;
    private static final Duration PROMISED = Duration.ofMillis(300);
    private static final int NOBODY_ACCEPTS_MS = 1000;
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String SLOW_HEAD = "GET /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private static final String SLOW_BODY =
            "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 16000\r\n\r\n{";
    private static final String LOGIN = "GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    Path folder;

    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
    private final List<Socket> slow = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> others = new ArrayList<>();
    private GuardedDashboard guarded;

    @BeforeEach
    void open() throws Exception {
        guarded = new GuardedDashboard(folder, false, Clock.systemUTC(), Connections.PATIENCE);
        // Each of them sends on, so that none is idle.
        drip.scheduleAtFixedRate(() -> List.copyOf(slow).forEach(StrangersTest::more), 0, 200, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void close() throws IOException {
        drip.shutdownNow();
        for (List<Socket> sockets : List.of(slow, others)) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        guarded.close();
    }

    private static void more(Socket socket) {
        try {
            send(socket, "aaaaaaaaaa");
        } catch (IOException e) {
            // Cut off.
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Gives up where nobody accepts any more: then the crowd is as large as it can be. */
    private void slowOnes(String address, int count, String begin) {
        for (int i = 0; i < count; i++) {
            try {
                Socket socket = guarded.connectFrom(address, NOBODY_ACCEPTS_MS);
                slow.add(socket);
                send(socket, begin);
            } catch (SocketTimeoutException e) {
                return;
            } catch (IOException e) {
                // Refused at once: that is an answer, too.
            }
        }
    }

    private String start(Socket socket) throws IOException {
        others.add(socket);
        send(socket, LOGIN);
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.ISO_8859_1);
    }

    /** Times in milliseconds from the beginning of a connection to its answer, in order. */
    private List<Long> looks(String address) throws IOException {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            long begin = System.nanoTime();
            assertThat(start(guarded.connectFrom(address))).isEqualTo("HTTP/1.1 200");
            took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        }
        Collections.sort(took);
        return took;
    }

    private void viewerIsServed(String attack) throws IOException {
        List<Long> took = looks(VIEWER);
        LOG.info(
                "With {} a viewer elsewhere waits {} ms (median), {} ms at most",
                attack,
                took.get(LOOKS / 2),
                took.get(LOOKS - 1));
        assertThat(took.get(0)).as("of %s, the shortest".formatted(took)).isLessThan(PROMISED.toMillis());
        assertThat(took.get(LOOKS - 1))
                .as("of %s, the longest; generous, for this machine may be busy".formatted(took))
                .isLessThan(10 * PROMISED.toMillis());
    }

    @Test
    void slowHeadsFromOneAddressKeepNobodyElseWaiting() throws Exception {
        slowOnes(STRANGER, SLOW_CONNECTIONS, SLOW_HEAD);
        viewerIsServed(SLOW_CONNECTIONS + " slow heads from one address");
    }

    @Test
    void silenceFromOneAddressKeepsNobodyElseWaiting() throws Exception {
        drip.shutdownNow();
        slowOnes(STRANGER, SLOW_CONNECTIONS, "");
        viewerIsServed(SLOW_CONNECTIONS + " connections that say nothing");
    }

    @Test
    void slowBodiesFromSeveralAddressesHoldNoThread() throws Exception {
        for (int i = 2; i < 8; i++) {
            slowOnes("127.0.0." + i, 60, SLOW_BODY);
        }
        viewerIsServed("360 slow bodies from six addresses");
    }

    /** One machine can have many addresses of an IPv4 network. */
    @Test
    void slowHeadsFromManyAddressesKeepNobodyElseWaiting() throws Exception {
        for (int i = 2; i < 13; i++) {
            slowOnes("127.0.0." + i, 60, SLOW_HEAD);
        }
        viewerIsServed("660 slow heads from eleven addresses");
    }

    @Test
    void aNeighbourAtTheStrangersAddressIsServedToo() throws Exception {
        slowOnes(STRANGER, SLOW_CONNECTIONS, SLOW_HEAD);
        assertThat(looks(STRANGER)).hasSize(LOOKS);
    }

    @Test
    void aFirstHeadHasLessTimeThanAnIdleConnection() throws Exception {
        slowOnes(STRANGER, 1, SLOW_HEAD);
        long begin = System.nanoTime();
        await().atMost(LONG).pollInSameThread().until(() -> closed(slow.get(0)));
        LOG.info("A first head that drips was cut off after {} ms", (System.nanoTime() - begin) / 1_000_000);
        // The idle time begins anew with each byte, so nothing but the patience with a first head cuts it off.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Connections.PATIENCE);
    }

    private static boolean closed(Socket socket) {
        try {
            socket.setSoTimeout(100);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
