package org.twomes.station.daemon;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.common.Json;
import org.twomes.station.common.Secret;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.BackOfficeContact;
import org.twomes.station.pipeline.ClockWatch;
import org.twomes.station.pipeline.ExistingDevice;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.LastStep;
import org.twomes.station.pipeline.OutcomeMetrics;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.SheetFiles;
import org.twomes.station.pipeline.StationTrouble;
import org.twomes.station.pipeline.UnitOutcomes;
import org.twomes.station.sticker.LabelStock;

/** What a station has behind its boards: ledger, registrar and label service, with a clock that the test moves. */
final class OutboxFixture implements AutoCloseable {
    static final Secret ADMIN = Secret.of("Mg.admin-token-of-the-outbox-test-0123456789");
    static final String STATION = "line-1";
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    static final Duration FIRST = Duration.ofSeconds(4);
    static final Duration MOST = Duration.ofMinutes(2);

    private static final String ADDRESS = "24:0a:c4:%02x:%02x:%02x";

    final Path tokenFile;
    final Ledger ledger;
    final Registrar registrar;
    final LabelService labels;
    /** Name of the outbox's method that the ledger in trouble does not carry out now. */
    volatile String failing = "";

    private final ExecutorService renderer = Executors.newSingleThreadExecutor();
    private final MetricsPage page = new MetricsPage();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    OutboxFixture(Path folder, URI backOffice) throws Exception {
        tokenFile = folder.resolve("admin-token");
        writeToken(ADMIN.reveal());
        StationConfig config = ConfigFile.defaults(Map.of(
                "station.name",
                STATION,
                "station.data",
                Json.line(folder.toString()),
                "backOffice.url",
                Json.line(backOffice.toString()),
                "backOffice.tokenFile",
                Json.line(tokenFile.toString()),
                "backOffice.timeout",
                TIMEOUT.toSeconds() + "s",
                "backOffice.retryInitialDelay",
                FIRST.toSeconds() + "s",
                "backOffice.retryMaxDelay",
                MOST.toSeconds() + "s"));
        BackOfficeSection settings = config.backOffice();
        ledger = StationLedger.open(config);
        LabelStock stock = new LabelStock(
                config.sticker(), config.device(), java.util.Locale.ENGLISH, labels -> java.util.Optional.empty());
        SheetFiles files = new SheetFiles(STATION, folder.resolve("sheets"), stock, ledger, clock, ZoneOffset.UTC);
        StationMetrics metrics = Meters.of(page, config);
        UnitOutcomes outcomes = new UnitOutcomes(
                ledger,
                () -> settings,
                new StationTrouble(ClockWatch.since(ledger, clock), files, Optional.empty(), Optional.empty()),
                clock);
        outcomes.listen(new OutcomeMetrics(metrics));
        labels = new LabelService(STATION, stock, ledger, files, outcomes, renderer, clock);
        Outbox outbox = (Outbox)
                Proxy.newProxyInstance(Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, this::troubled);
        BackOfficeContact contact = new BackOfficeContact(
                settings,
                new TwomesV1Client(settings),
                new ExistingDevice(settings, Optional.empty(), ledger.units(), clock),
                outbox,
                clock,
                new Random(1)::nextDouble);
        registrar = new Registrar(STATION, contact, outbox, labels, outcomes, clock, metrics);
    }

    /** The ledger's outbox, but for the call that {@link #failing} names. */
    private Object troubled(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals(failing)) {
            throw new FaultException(FaultCode.LEDGER_LOCKED, "database is locked");
        }
        try {
            return method.invoke(ledger.outbox(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    void writeToken(String token) throws IOException {
        Files.deleteIfExists(tokenFile);
        Files.createFile(tokenFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, token + "\n");
    }

    /** A board comes to the end of its run; gives its row and what the registrar said. */
    Finished finish(int number) {
        return finish(number, "Generic-Test", true);
    }

    /** As above, of a device type, with a label or with a display that shows the token. */
    Finished finish(int number, String type, boolean sticker) {
        String mac = String.format(ADDRESS, number >> 16, number >> 8 & 0xff, number & 0xff);
        long attempt = ledger.units()
                .begin(new AttemptStart(STATION, "1-1:1.0", "A1", "/dev/ttyUSB0", "fw.zip", "ab12", now.get()));
        ledger.units().connected(attempt, mac, "ESP32", 4 << 20, false, now.get());
        UnitRecord unit = ledger.units()
                .identified(attempt, name(number), Optional.of(type), token(number), true, sticker, now.get());
        Registrar.Result result = LastStep.register(registrar, unit.id());
        if (result instanceof Registrar.Result.Confirmed && sticker) {
            labels.place(unit.id());
        }
        return new Finished(unit.id(), result);
    }

    record Finished(long unit, Registrar.Result result) {}

    static String name(int number) {
        return String.format("TWOMES-%06X", number);
    }

    static Secret token(int number) {
        return Secret.of(String.valueOf(4_000_000_000L - number));
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /** Lets the outbox work, and time pass, until nothing waits or {@code rounds} are over. */
    int workThrough(int rounds) {
        int confirmed = 0;
        for (int round = 0; round < rounds && ledger.outbox().waiting() > 0; round++) {
            pass(MOST);
            confirmed += registrar.work();
        }
        return confirmed;
    }

    UnitRecord unit(long id) {
        return ledger.units().unit(id).orElseThrow();
    }

    /** What the meters show. */
    List<String> meters() {
        return page.scrape("").text().lines().toList();
    }

    /** Makes every sheet that is full or begun. */
    List<Path> sheets() throws InterruptedException {
        renderer.shutdown();
        if (!renderer.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the sheets are not ready");
        }
        return labels.flush();
    }

    @Override
    public void close() {
        renderer.shutdownNow();
        page.close();
        ledger.close();
    }
}
