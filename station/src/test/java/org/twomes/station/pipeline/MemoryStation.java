package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.common.Json;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.identity.TokenMint;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.metrics.KnownTags;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.port.Resets;
import org.twomes.station.port.SerialLink;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.PlugScript;
import org.twomes.station.rig.board.MemoryBoard;
import org.twomes.station.sticker.LabelStock;
import org.twomes.station.unitdata.UnitDataStock;

/**
 * The line of a station with a real ledger and a fake back office, whose boards are virtual ones at the end of lines in memory.
 * A second one in the same folder is the station after a restart.
 */
final class MemoryStation implements AutoCloseable {
    static final String STATION = "line-1";
    /** For an answer that comes; never waited for where all is well. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String NAME = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final Secret ADMIN = Secret.of("Mg.admin-token-of-the-station-in-memory-0123456789");
    private static final long SEED = 20_261_201;

    final FakeBackOffice backOffice;
    final Ledger ledger;
    final Line line;
    final LabelService labels;
    final SheetFiles sheets;
    final Registrar registrar;
    final StationTrouble trouble;
    final List<UnitOutcome> outcomes = new CopyOnWriteArrayList<>();
    final MetricsPage page = new MetricsPage();
    /** Ports are not opened before it is down. */
    volatile CountDownLatch mayOpen = new CountDownLatch(0);

    volatile boolean bundleThere = true;
    /** Instead of the demo's. */
    volatile Optional<Bundle> bundle = Optional.empty();

    private final Optional<UnitDataStock> data;
    /** So many times a port cannot be opened, a failure that may pass. */
    final AtomicInteger failingOpens = new AtomicInteger();

    private final Map<String, MemoryBoard> boards = new ConcurrentHashMap<>();
    private final ExecutorService renderer = Executors.newSingleThreadExecutor();
    private final ExecutorService existence = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    MemoryStation(Path folder, Map<String, String> settings) throws Exception {
        this(folder, settings, new FakeBackOffice(ADMIN));
    }

    private MemoryStation(Path folder, Map<String, String> settings, FakeBackOffice backOffice) throws Exception {
        this.backOffice = backOffice;
        StationConfig config = ConfigFile.defaults(overrides(folder, settings));
        Clock clock = Clock.systemUTC();
        ledger = StationLedger.open(config);
        StationMetrics metrics = new StationMetrics(page.registry(), tags(folder));
        LabelStock stock =
                new LabelStock(config.sticker(), config.device(), Locale.ENGLISH, labels -> Optional.empty());
        sheets = new SheetFiles(STATION, folder.resolve("sheets"), stock, ledger, clock, ZoneOffset.UTC);
        data = config.device().data().map(wanted -> new UnitDataStock(wanted, ledger.unitData(), STATION, clock));
        trouble = new StationTrouble(ClockWatch.since(ledger, clock), sheets, Optional.empty(), data);
        UnitOutcomes published = new UnitOutcomes(ledger, config::backOffice, trouble, clock);
        published.listen(new OutcomeMetrics(metrics));
        published.listen(outcomes::add);
        labels = new LabelService(STATION, stock, ledger, sheets, published, renderer, clock);
        BackOfficeContact contact = new BackOfficeContact(
                config.backOffice(),
                new TwomesV1Client(config.backOffice()),
                new ExistingDevice(config.backOffice(), Optional.empty(), ledger.units(), clock),
                ledger.outbox(),
                clock,
                () -> 0.5);
        registrar = new Registrar(STATION, contact, ledger.outbox(), labels, published, clock, metrics);
        line = line(config, metrics, published, clock);
    }

    private Line line(StationConfig config, StationMetrics metrics, UnitOutcomes published, Clock clock) {
        ResetChooser resets = (now, port, prompt) -> Resets.of(new ResetChoice.Auto(), prompt, span -> {});
        return new LineAssembly(new LiveConfig(config), ledger, metrics, clock)
                .line(
                        new LineAssembly.Ports(this::open, resets),
                        new LineAssembly.Contents(
                                () -> bundleThere ? Optional.of(bundle.orElse(Firmware.BUNDLE)) : Optional.empty(),
                                new TokenMint(new SecureRandom()),
                                data),
                        new LineAssembly.Finishing(registrar, labels, published),
                        new LineAssembly.Threads(timer, existence),
                        Optional.empty());
    }

    private Map<String, String> overrides(Path folder, Map<String, String> settings) throws Exception {
        Path tokenFile = folder.resolve("admin-token");
        if (!Files.exists(tokenFile)) {
            Files.createFile(
                    tokenFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(tokenFile, ADMIN.reveal() + "\n");
        }
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("station.name", STATION);
        overrides.put("station.data", Json.line(folder.toString()));
        overrides.put("backOffice.url", Json.line(backOffice.url().toString()));
        overrides.put("backOffice.tokenFile", Json.line(tokenFile.toString()));
        overrides.putAll(settings);
        return overrides;
    }

    private static KnownTags tags(Path folder) {
        return new KnownTags(
                "test",
                folder,
                List.of("done", "failed", "held"),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The demo's firmware, opened and compressed once for all tests. */
    private static final class Firmware {
        private static final Bundle BUNDLE = open();

        private static Bundle open() {
            try (InputStream in = MemoryStation.class.getResourceAsStream("/org/twomes/station/rig/" + NAME)) {
                Path file = Files.createTempDirectory("bundle").resolve(NAME);
                Files.copy(Objects.requireNonNull(in), file);
                Bundle bundle = Bundle.open(file, Bundles.expectations(ConfigFile.defaults(Map.of()), false));
                Files.delete(file);
                Files.delete(file.getParent());
                return bundle;
            } catch (IOException | ConfigException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private SerialLink open(String address, int baud) {
        try {
            mayOpen.await();
            if (failingOpens.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new FaultException(FaultCode.PORT_OPEN_FAILED, address, "not now");
            }
            MemoryBoard board = boards.get(address);
            if (board == null) {
                throw new FaultException(FaultCode.PORT_NOT_FOUND, address, "no such port");
            }
            MemoryLink link = board.reopen();
            link.setBaud(baud);
            return link;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(FaultCode.PORT_CLOSED, address, "interrupted", e);
        }
    }

    static DetectedPort port(int slot) {
        return new DetectedPort("memory:" + slot, "1-" + slot + ":1.0", "A" + slot, "10c4:ea60", "");
    }

    /** Plugs a board with this MAC and these faults. */
    void plug(int slot, int macTail, String faults) {
        PlugScript script = PlugScript.parse(macTail, "");
        boards.put(port(slot).address(), new MemoryBoard(script.model(), faults, SEED + macTail));
        line.appeared(port(slot));
    }

    /** Pulls the board of the slot when its run comes to this stage. */
    void pullAt(int slot, UnitState stage) {
        AtomicBoolean pulled = new AtomicBoolean();
        line.listen(view -> {
            boolean there = view.phase() == SlotPhase.RUNNING
                    && view.stage() == stage
                    && view.mac().isPresent();
            if (view.path().equals(port(slot).slotPath()) && there && pulled.compareAndSet(false, true)) {
                pull(slot);
            }
        });
    }

    /** Pulls the board. */
    void pull(int slot) {
        Optional.ofNullable(boards.remove(port(slot).address())).ifPresent(MemoryBoard::unplug);
        line.vanished(port(slot));
    }

    /** Plugs a board and waits for its outcome. */
    UnitOutcome prepare(int slot, int macTail, String faults) {
        int before = outcomes.size();
        plug(slot, macTail, faults);
        return next(before);
    }

    /** Waits for the outcome after the first {@code before}. */
    UnitOutcome next(int before) {
        await("the next outcome").atMost(SOON).until(() -> outcomes.size() > before);
        return outcomes.get(before);
    }

    SlotView slot(int slot) {
        return line.slots().stream()
                .filter(view -> view.path().equals(port(slot).slotPath()))
                .findFirst()
                .orElseThrow();
    }

    void awaitPhase(int slot, SlotPhase phase) {
        await("slot " + slot + " " + phase).atMost(SOON).until(() -> slot(slot).phase() == phase);
    }

    UnitRecord unit(int macTail) {
        return ledger.units().byMac(mac(macTail)).orElseThrow();
    }

    List<AttemptRecord> attempts(int macTail) {
        return ledger.units().attempts(unit(macTail).id());
    }

    static String mac(int macTail) {
        return String.format("24:0a:c4:%02x:%02x:%02x", macTail >> 16, macTail >> 8 & 0xff, macTail & 0xff);
    }

    /** What the board's flash holds. */
    byte[] flash(int slot) {
        return boards.get(port(slot).address()).flash();
    }

    /** Whether nothing was written into the board's flash. */
    boolean untouched(int slot) {
        for (byte b : flash(slot)) {
            if (b != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Units that the meters counted with this result. */
    void assertCounted(String result, int times) {
        assertThat(page.scrape("").text()).contains("station_units_total{result=\"" + result + "\"} " + times + ".0");
    }

    /** The station stops, and another process of it starts in the same folder. */
    MemoryStation restart(Path folder, Map<String, String> settings) throws Exception {
        stop();
        MemoryStation next = new MemoryStation(folder, settings, backOffice);
        next.boards.putAll(boards);
        next.line.recover();
        next.labels.catchUp();
        return next;
    }

    private void stop() throws InterruptedException {
        line.drain(Duration.ZERO);
        renderer.shutdown();
        renderer.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS);
        existence.shutdownNow();
        timer.shutdownNow();
        page.close();
        ledger.close();
    }

    @Override
    public void close() throws Exception {
        mayOpen.countDown();
        stop();
        for (MemoryBoard board : boards.values()) {
            board.close();
        }
        backOffice.close();
    }
}
