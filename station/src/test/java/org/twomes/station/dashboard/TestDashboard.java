package org.twomes.station.dashboard;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.twomes.station.access.Access;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.dashboard.http.Connections;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.pipeline.Health;

/** A real server over a line, a ledger and desks that the test moves. */
final class TestDashboard implements AutoCloseable {
    final Clock clock;
    private final Duration patience;
    final FakeLineControl line;
    final LedgerDouble ledger = new LedgerDouble();
    final List<String> actions = new CopyOnWriteArrayList<>();
    private final StationConfig config;
    private final Ledger store;
    private final MetricsPage metrics = new MetricsPage();
    volatile List<Health.Finding> findings = List.of();
    /** A look at the station's health ends once this is down to zero. */
    volatile CountDownLatch hangs = new CountDownLatch(0);

    volatile Optional<byte[]> picture = Optional.empty();
    volatile String bundle = "generic_ESP32DEV_TEST_SERVER_v3.1.0.zip";
    private WebServer server;
    private int port;

    TestDashboard(int slots) throws ConfigException {
        this(slots, Map.of());
    }

    TestDashboard(int slots, Map<String, String> settings) throws ConfigException {
        this(slots, settings, Clock.systemUTC(), Connections.PATIENCE);
    }

    /** As above, by another clock, and with another patience with slow clients. */
    TestDashboard(int slots, Map<String, String> settings, Clock clock, Duration patience) throws ConfigException {
        this(slots, settings, clock, patience, Optional.empty());
    }

    /** As above, over another ledger than {@link #ledger}. */
    TestDashboard(int slots, Map<String, String> settings, Clock clock, Duration patience, Optional<Ledger> another)
            throws ConfigException {
        this.store = another.orElseGet(ledger::ledger);
        this.clock = clock;
        this.patience = patience;
        Map<String, String> all = new HashMap<>(Map.of("dashboard.port", "0", "station.name", "line-1"));
        all.putAll(settings);
        config = ConfigFile.defaults(all);
        line = new FakeLineControl(clock, slots, 8);
        metrics.registry().counter("dashboard.visits").increment();
        open(config);
    }

    private void open(StationConfig settings) {
        server = new WebServer(parts(settings), patience);
        port = server.port();
    }

    private WebServerParts parts(StationConfig settings) {
        return new WebServerParts(
                new LiveConfig(settings),
                new Access(settings.dashboard(), settings.retention().audit(), store, new SecureRandom(), clock),
                line,
                store,
                new WebServerParts.Monitoring(this::health, metrics::scrape),
                new WebServerParts.Controls(
                        new FakeRegistrations(),
                        new Sheets(),
                        new Bundles(),
                        slot -> slot.equals(line.path(1))
                                ? Optional.of(new Identify.Board(
                                        FakeLineControl.mac(1),
                                        Optional.of(FakeLineControl.name(1)),
                                        "labelled",
                                        Optional.of(new LabelPlace(1, "line-1-0007", 42, 65)),
                                        List.of()))
                                : Optional.empty(),
                        new Levels()),
                clock,
                ZoneOffset.UTC);
    }

    private Health.Report health() {
        try {
            hangs.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Health.Report(true, findings);
    }

    /** Stops the web server and starts another one on the same port, as a restart of the daemon does. */
    void restart() throws ConfigException {
        server.close();
        open(ConfigFile.defaults(Map.of("dashboard.port", String.valueOf(port), "station.name", "line-1")));
    }

    WebServer server() {
        return server;
    }

    URI at(String path) {
        return URI.create(server.scheme() + "://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
    }

    private final class FakeRegistrations implements Registrations {
        @Override
        public String standing() {
            return "answers";
        }

        @Override
        public Outcome retryNow() {
            actions.add("retry");
            return Outcome.done("2 registrations confirmed.");
        }
    }

    private final class Levels implements LogLevels {
        @Override
        public Map<String, String> levels() {
            return Map.of("root", "info");
        }

        @Override
        public Optional<Outcome> refusal(String logger, String level) {
            return logger.equals("esp") ? Optional.empty() : Optional.of(Outcome.refused("A logger is a part."));
        }

        @Override
        public Outcome set(String logger, String level) {
            actions.add("level " + logger + " " + level);
            return Outcome.done("Set.");
        }
    }

    private final class Bundles implements FirmwareChoice {
        @Override
        public String current() {
            return bundle;
        }

        @Override
        public List<String> available() {
            return List.of(bundle, "generic_ESP32DEV_TEST_SERVER_v3.2.0.zip");
        }

        @Override
        public Outcome choose(String name) {
            if (!available().contains(name)) {
                return Outcome.refused("There is no bundle " + name + ".");
            }
            bundle = name;
            return Outcome.done(name + " goes onto the next boards.");
        }
    }

    private final class Sheets implements SheetControl {
        @Override
        public Outcome flush() {
            actions.add("flush");
            return Outcome.done("Sheet line-1-0008 is ready.");
        }

        @Override
        public Outcome voidPlace(Optional<Integer> place, String by) {
            actions.add("void by " + by);
            return Outcome.done("Place 18 is void.");
        }

        @Override
        public Outcome start(int firstPosition, String by) {
            if (firstPosition < 1 || firstPosition > 65) {
                return Outcome.refused("A sheet has places 1 to 65.");
            }
            actions.add("start " + firstPosition);
            return Outcome.done("Started.");
        }

        @Override
        public Outcome reprintSheet(String number, String by) {
            actions.add("reprint " + number);
            return Outcome.done("Made again.");
        }

        @Override
        public Outcome reprintLabel(long unit, String by) {
            actions.add("reprint unit " + unit);
            return Outcome.done("Made again.");
        }

        @Override
        public Optional<byte[]> preview(String number) {
            return picture;
        }
    }
}
