package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.common.Json;
import org.twomes.station.common.Threads;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.daemon.service.LivenessProbe;
import org.twomes.station.daemon.service.NotifySocket;
import org.twomes.station.daemon.service.ServiceNotify;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.rig.RigSettings;

/** What the service tells systemd, on a real datagram socket. */
@Tag("rig")
class ServiceNotifyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PID = 4711;
    /** The feeds come every second, and a part has half a second to answer. */
    private static final String WATCHDOG_USEC = "2000000";

    @TempDir
    Path folder;

    private Map<String, String> environment() {
        return Map.of(
                "NOTIFY_SOCKET", folder.resolve("notify").toString(),
                "WATCHDOG_USEC", WATCHDOG_USEC,
                "WATCHDOG_PID", Long.toString(PID));
    }

    private NotifySink sink() {
        return new NotifySink(environment().get("NOTIFY_SOCKET"));
    }

    private static void awaitMessage(NotifySink sink, String start) {
        await("a message " + start)
                .atMost(PATIENCE)
                .until(() -> sink.messages().stream().anyMatch(message -> message.startsWith(start)));
    }

    private static void awaitFeeds(NotifySink sink, int more) {
        long before = sink.count("WATCHDOG=1");
        await("the watchdog is fed").atMost(PATIENCE).until(() -> sink.count("WATCHDOG=1") >= before + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"path", "abstract"})
    void aStationIsReadyWhenItsWebServerListensAndSaysWhenItStops(String kind) throws Exception {
        String name = kind.equals("path") ? environment().get("NOTIFY_SOCKET") : "@twomes-test-" + folder;
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Station station = Assembly.real(ConfigFile.defaults(Map.of(
                "station.data",
                Json.line(folder.toString()),
                "backOffice.api",
                "none",
                "dashboard.port",
                Integer.toString(port),
                "pipeline.drain",
                "7m")));
        CountDownLatch stop = new CountDownLatch(1);
        try (NotifySink sink = new NotifySink(name);
                ServiceNotify service = new ServiceNotify(Map.of("NOTIFY_SOCKET", name), PID)) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(station, service, stop));
            awaitMessage(sink, "READY=1");
            assertThat(health(port)).contains("\"status\":\"down\"");
            awaitMessage(sink, "STATUS=no firmware bundle is chosen");
            assertThat(sink.messages()).noneMatch(message -> message.startsWith("STOPPING"));
            stop.countDown();
            served.get();
            awaitMessage(sink, "STOPPING=1\nEXTEND_TIMEOUT_USEC=" + (7 * 60 + 30) * 1_000_000L);
            assertThat(sink.count("WATCHDOG=1")).isZero();
        }
    }

    @Test
    void theWatchdogIsNotFedWhileTheLedgerIsStuck() throws Exception {
        try (NotifySink sink = sink();
                DemoRig demo = new DemoRig(folder, 1, RigSettings.Speed.FAST);
                LivenessProbe probe = demo.station().livenessProbe();
                ServiceNotify service = new ServiceNotify(environment(), PID)) {
            service.watch(probe, demo.station()::statusLine, PATIENCE);
            awaitFeeds(sink, 2);
            assertThat(sink.messages()).contains("STATUS=takes boards: 0 boards under way, 0 wait");

            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.sqlite"));
                    Statement hold = other.createStatement()) {
                hold.execute("BEGIN IMMEDIATE");
                awaitMessage(sink, "STATUS=stuck: ledger");
                long fed = sink.count("WATCHDOG=1");
                // Three feeds' time, at the same pace as the feeder itself.
                await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> sink.count("WATCHDOG=1") == fed);
                hold.execute("ROLLBACK");
            }
            awaitFeeds(sink, 1);
        }
    }

    @Test
    void theWatchdogIsNotFedWhileNoDeadlineOfThePipelineCanStrike() throws Exception {
        ScheduledExecutorService deadlines = Executors.newScheduledThreadPool(2, new Threads("deadlines"));
        CountDownLatch free = new CountDownLatch(1);
        try (NotifySink sink = sink();
                DemoRig demo = new DemoRig(folder, 1, RigSettings.Speed.FAST);
                LivenessProbe probe = LivenessProbe.of(
                        demo.station().line(), deadlines, demo.station().ledger(), true);
                ServiceNotify service = new ServiceNotify(environment(), PID)) {
            service.watch(probe, demo.station()::statusLine, PATIENCE);
            awaitFeeds(sink, 1);
            deadlines.execute(() -> awaitQuietly(free));
            deadlines.execute(() -> awaitQuietly(free));
            awaitMessage(sink, "STATUS=stuck: deadlines does not answer");
            long fed = sink.count("WATCHDOG=1");
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> sink.count("WATCHDOG=1") == fed);
            free.countDown();
            awaitFeeds(sink, 1);
        } finally {
            free.countDown();
            deadlines.shutdown();
        }
    }

    /** Whoever lists the slots waits for the one who enters a new one. */
    @Test
    void theWatchdogIsNotFedWhileThePipelineIsStuck() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        HoldingClock clock = new HoldingClock(free);
        try (NotifySink sink = sink();
                DemoRig demo = new DemoRig(
                        folder,
                        1,
                        RigSettings.Speed.FAST,
                        Map.of(),
                        environment -> Environments.withClock(environment, clock.withZone(ZoneOffset.UTC)));
                LivenessProbe probe = demo.station().livenessProbe();
                ServiceNotify service = new ServiceNotify(environment(), PID)) {
            demo.station().line().pause();
            service.watch(probe, demo.station()::statusLine, PATIENCE);
            awaitFeeds(sink, 1);
            Thread enters = new Thread(
                    () -> demo.station().line().appeared(new DetectedPort("/dev/none", "9-9:1.0", "9-9", "", "")));
            clock.held = Optional.of(enters);
            enters.start();
            awaitMessage(sink, "STATUS=stuck: pipeline does not answer");
            long fed = sink.count("WATCHDOG=1");
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> sink.count("WATCHDOG=1") == fed);
            free.countDown();
            awaitFeeds(sink, 1);
            enters.join();
        } finally {
            free.countDown();
        }
    }

    /** Keeps one thread waiting that asks for the time. */
    private static final class HoldingClock implements InstantSource {
        private final CountDownLatch free;
        private volatile Optional<Thread> held = Optional.empty();

        HoldingClock(CountDownLatch free) {
            this.free = free;
        }

        @Override
        public Instant instant() {
            if (held.filter(Thread.currentThread()::equals).isPresent()) {
                awaitQuietly(free);
            }
            return Instant.now();
        }
    }

    @Test
    void aLedgerThatSaysWhatIsWrongIsNotStuck() throws Exception {
        try (NotifySink sink = sink();
                DemoRig demo = new DemoRig(folder, 1, RigSettings.Speed.FAST);
                LivenessProbe probe = demo.station().livenessProbe();
                ServiceNotify service = new ServiceNotify(environment(), PID)) {
            demo.station().ledger().close();
            service.watch(probe, demo.station()::statusLine, PATIENCE);
            awaitFeeds(sink, 2);
        }
    }

    @Test
    void aWatchdogForAnotherProcessIsNotFed() throws Exception {
        try (NotifySink sink = sink();
                LivenessProbe probe = new LivenessProbe(Map.of());
                ServiceNotify service = new ServiceNotify(environment(), PID + 1)) {
            service.watch(probe, () -> "looked", Duration.ofMillis(100));
            awaitMessage(sink, "STATUS=looked");
            service.ready();
            awaitMessage(sink, "READY=1");
            assertThat(sink.count("WATCHDOG=1")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vsock:2:1234", "@", "/gone/notify"})
    void withoutSystemdTheStationGoesOn(String name) {
        try (ServiceNotify service = new ServiceNotify(Map.of("NOTIFY_SOCKET", name), PID)) {
            service.ready();
            service.stopping(Duration.ofSeconds(1));
        }
        assertThat(NotifySocket.of(Map.of("NOTIFY_SOCKET", name)).isPresent()).isEqualTo(name.startsWith("/"));
        assertThat(Files.exists(folder.resolve("notify"))).isFalse();
    }

    private static String health(int port) throws Exception {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .build();
        return HttpClient.newHttpClient()
                .send(question, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void serve(Station station, ServiceNotify service, CountDownLatch stop) {
        try {
            Daemon.serve(station, service, stop);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
