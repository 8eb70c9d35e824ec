package org.twomes.station.daemon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.twomes.station.access.Access;
import org.twomes.station.access.AccessException;
import org.twomes.station.backoffice.BackOffice;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.dashboard.BackOfficeControl;
import org.twomes.station.dashboard.LabelSheets;
import org.twomes.station.dashboard.WebServer;
import org.twomes.station.dashboard.WebServerParts;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.ClockWatch;
import org.twomes.station.pipeline.ExistingDevice;
import org.twomes.station.pipeline.FlashOrder;
import org.twomes.station.pipeline.Health;
import org.twomes.station.pipeline.Identifier;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.Line;
import org.twomes.station.pipeline.LineParts;
import org.twomes.station.pipeline.OutcomeLog;
import org.twomes.station.pipeline.OutcomeMetrics;
import org.twomes.station.pipeline.PrintQueueWorker;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.Reprints;
import org.twomes.station.pipeline.ResetChooser;
import org.twomes.station.pipeline.SheetFiles;
import org.twomes.station.pipeline.StationTrouble;
import org.twomes.station.pipeline.UnitOutcomes;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.PortWatch;
import org.twomes.station.port.SlotNames;
import org.twomes.station.schedule.Schedule;
import org.twomes.station.sticker.LabelStock;

/** The whole station, wired by hand: every package, and which uses which. */
public final class Station implements AutoCloseable {
    /** A full sheet takes a few seconds on a slow machine. */
    private static final Duration LAST_SHEET = Duration.ofSeconds(30);

    /** Threads of tests; all but some of them wait for their turn to call. */
    private static final int EXISTENCE_TESTS = 16;

    private static final Duration OUTBOX_EVERY = Duration.ofSeconds(5);
    private static final Duration RETENTION_EVERY = Duration.ofHours(1);
    private static final Duration CLOCK_EVERY = Duration.ofSeconds(2);
    private static final Duration CONFIG_EVERY = Duration.ofSeconds(2);

    private final StationConfig config;
    private final Ledger ledger;
    private final ExecutorService renderer = Executors.newSingleThreadExecutor(new Threads("sheets"));
    private final ExecutorService existence = Threads.atMost(EXISTENCE_TESTS, "existence test");
    private final ScheduledExecutorService timer = Threads.timer("deadlines");
    private final MetricsPage page = new MetricsPage();
    private final AtomicReference<Optional<Bundle>> bundle;
    private final SheetFiles sheets;
    private final LabelService labels;
    private final Registrar registrar;
    private final ClockWatch clockWatch;
    private final StationTrouble trouble;
    private final Line line;
    private final StationLease name;
    private final PortWatch watch;
    private final Schedule schedule;
    private final StationMetrics metrics;
    private final StationEnvironment outside;
    private final LabelStock stock;
    private final ConfigReload reload;
    private final Optional<PrintQueueWorker> printing;
    private final UnitLogs failures;
    private Optional<WebServer> door = Optional.empty();

    /**
     * What a station is made of that differs between a real rig and the virtual one.
     *
     * @param random 0 (inclusive) to 1, for jitter
     */
    public record StationEnvironment(
            LinkOpener opener,
            ResetChooser resets,
            PortWatch watch,
            BackOffice backOffice,
            Clock clock,
            DoubleSupplier random) {}

    Station(StationConfig config, StationEnvironment outside, Ledger ledger, LabelStock stock, Optional<Bundle> first) {
        this(config, outside, ledger, stock, first, Optional.empty());
    }

    /** As above; with an {@code order} it works for the one board that the order is for. */
    Station(
            StationConfig config,
            StationEnvironment outside,
            Ledger ledger,
            LabelStock stock,
            Optional<Bundle> first,
            Optional<FlashOrder> order) {
        this.config = config;
        this.outside = outside;
        this.stock = stock;
        this.ledger = ledger;
        this.bundle = new AtomicReference<>(first);
        this.watch = outside.watch();
        Clock clock = outside.clock();
        String own = config.station().name();
        metrics = Meters.of(page, config);
        LiveConfig live = new LiveConfig(config);
        Path sheetFolder = config.station().data().resolve("sheets");
        sheets = new SheetFiles(own, sheetFolder, stock, ledger, clock, ZoneId.systemDefault());
        printing = stock.paper().map(paper -> new PrintQueueWorker(own, sheetFolder, ledger.prints(), paper, clock));
        printing.ifPresent(sheets::printAt);
        clockWatch = ClockWatch.since(ledger, clock);
        trouble = new StationTrouble(clockWatch, sheets, printing);
        failures = new UnitLogs(config, ledger, clock);
        UnitOutcomes outcomes = new UnitOutcomes(ledger, () -> live.now().backOffice(), trouble, clock);
        outcomes.listen(new OutcomeMetrics(metrics));
        outcomes.listen(new OutcomeLog());
        outcomes.listen(failures);
        labels = new LabelService(own, stock, ledger, sheets, outcomes, renderer, clock);
        registrar = new Registrar(
                own,
                config.backOffice(),
                outside.backOffice(),
                ledger.outbox(),
                labels,
                outcomes,
                new ExistingDevice(config.backOffice(), Assembly.existingDevices(config), ledger.units(), clock),
                clock,
                outside.random(),
                metrics);
        line = new Line(
                new LineParts(
                        live,
                        outside.opener(),
                        outside.resets(),
                        bundle::get,
                        ledger,
                        registrar,
                        labels,
                        metrics,
                        timer,
                        existence,
                        clock,
                        outcomes),
                order);
        reload = new ConfigReload(live, bundle, stock, labels, line, metrics, ledger, clock);
        name = new StationLease(ledger, own, line);
        metrics.watch(Meters.readings(config, line, registrar, ledger, clock));
        line.listen(failures);
        watch.nameBy(() -> new SlotNames(live.now().ports()));
        Retention retention = new Retention(config, ledger, sheets::releaseClosed, clock);
        schedule = new Schedule(
                own,
                Map.of(
                        "labels", labels::catchUp,
                        "failures", line::catchUp,
                        "back office", this::lookAtBackOffice,
                        "name", name::renew,
                        "print", () -> printing.ifPresent(PrintQueueWorker::work),
                        "old files", new OldFiles(config, clock),
                        "rescan", watch::rescan),
                Map.of(
                        "outbox", asker -> workOutbox(),
                        "flush", this::flush,
                        "retention", asker -> retention.run()),
                ledger.shared());
        schedule.every("outbox", OUTBOX_EVERY);
        schedule.every("labels", OUTBOX_EVERY);
        if (printing.isPresent()) {
            schedule.every("print", OUTBOX_EVERY);
        }
        schedule.every("failures", OUTBOX_EVERY);
        schedule.every("back office", OUTBOX_EVERY);
        schedule.every("name", OUTBOX_EVERY);
        schedule.every("rescan", config.ports().rescan());
        schedule.every("retention", RETENTION_EVERY);
        schedule.every("old files", RETENTION_EVERY);
        schedule.cron("flush", config.sticker().flushCron());
        clockWatch.listen(registrar::clockSetBack);
        clockWatch.listen(schedule::clockSetBack);
    }

    /** Takes over from now on what changes in {@code file}, from which the configuration was read. */
    public void follow(Path file) {
        reload.follow(file);
        timer.scheduleWithFixedDelay(
                reload::look, CONFIG_EVERY.toMillis(), CONFIG_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes sure that no other process works under this station's name; throws LedgerException IN_USE where one does. */
    void claim() {
        name.claim();
    }

    /** Settles what an earlier run left, then takes boards. Throws as {@link #claim()} does. */
    public void start() {
        name.claim();
        labels.changeStock();
        line.recover();
        printing.ifPresent(PrintQueueWorker::recover);
        schedule.start();
        timer.scheduleWithFixedDelay(clockWatch::look, 0, CLOCK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        watch.start(line);
    }

    /** Takes boards; where the station's own daemon runs, what it has under way and its chores are left to it. */
    public void startBeside() {
        if (name.claimIfFree()) {
            start();
        } else {
            watch.start(line);
        }
    }

    /** The configured device type counts, else that of earlier boards with the same bundle. */
    private void lookAtBackOffice() {
        String configured = reload.live().now().device().type();
        String hash = Optional.ofNullable(bundle.get())
                .flatMap(chosen -> chosen)
                .map(Bundle::sha256)
                .orElse("");
        registrar.look(
                configured + " " + hash,
                () -> configured.isEmpty() ? DeviceTypes.earlier(ledger.units(), hash) : Optional.of(configured));
    }

    /** A station that cannot register lets another one of the fleet try. */
    private void workOutbox() {
        registrar.work();
        if (!(registrar.standing() instanceof Registrar.CircuitState.Fine)) {
            schedule.handOver();
        }
    }

    /** Closes the sheet of the station that asks; that one makes the PDF, for its printer is there. */
    private void flush(String asker) {
        labels.close(asker);
        if (asker.equals(config.station().name())) {
            sheets.releaseClosed();
        }
    }

    /** Starts the web server; it stops with the station. */
    public WebServer open() throws AccessException {
        Access access =
                new Access(config.dashboard(), config.retention().audit(), ledger, new SecureRandom(), outside.clock());
        metrics.watchAudit(ledger::auditEntries, access::auditRefusals);
        Health health = new Health(
                config.station().data(),
                line,
                registrar,
                ledger,
                bundle::get,
                trouble,
                () -> WebServerFindings.with(access, config.backOffice(), outside.clock(), reload.findings()));
        WebServer opened = new WebServer(new WebServerParts(
                reload.live(),
                access,
                line,
                ledger,
                new WebServerParts.Monitoring(health::report, page::scrape),
                controls(),
                outside.clock(),
                ZoneId.systemDefault()));
        door = Optional.of(opened);
        ServerAddressFile.write(config, opened.port());
        return opened;
    }

    private WebServerParts.Controls controls() {
        return new WebServerParts.Controls(
                new BackOfficeControl(registrar, renderer),
                new LabelSheets(
                        config.station().name(), stock, labels, ledger.sheets(), reprints(), sheets, outside.clock()),
                new BundleChoice(reload.live(), bundle, line),
                new BoardReading(line, new Identifier(reload.live()::now, outside.opener(), outside.resets(), ledger)),
                new RuntimeLevels());
    }

    /** Asks what must answer for boards to be finished. */
    LivenessProbe vitals() {
        return StationProbes.of(line, timer, ledger, config.ledger());
    }

    /** What the station does now, in a line. */
    public String statusLine() {
        String doing = "%d boards under way, %d wait".formatted(line.active(), line.queued());
        if (Optional.empty().equals(bundle.get())) {
            String wanted = reload.live().now().bundle().name();
            return (wanted.isEmpty()
                            ? "no firmware bundle is chosen: "
                            : "the bundle " + wanted + " is not there yet: ")
                    + doing;
        }
        return (line.taking() ? "takes boards: " : "takes no boards: ") + doing;
    }

    /** How long a stop waits for running boards. */
    public Duration patience() {
        return config.pipeline().drain();
    }

    public Line line() {
        return line;
    }

    public LabelService labels() {
        return labels;
    }

    /** The sheets' PDFs. */
    public SheetFiles sheets() {
        return sheets;
    }

    /** Prints labels once more. */
    public Reprints reprints() {
        return new Reprints(sheets, ledger, metrics, printing, outside.clock());
    }

    public Registrar registrar() {
        return registrar;
    }

    public Ledger ledger() {
        return ledger;
    }

    MetricsPage metrics() {
        return page;
    }

    /** Takes no more boards, lets those that run finish, and closes everything in turn. */
    @Override
    public void close() {
        door.ifPresent(opened -> {
            ServerAddressFile.remove(config);
            opened.close();
        });
        line.drain(config.pipeline().drain());
        watch.close();
        schedule.close();
        endRendering();
        existence.shutdownNow();
        timer.shutdownNow();
        page.close();
        name.close();
        failures.close();
        ledger.close();
    }

    /** A sheet that is being made is finished first: it is noted in the ledger. */
    private void endRendering() {
        renderer.shutdown();
        try {
            if (!renderer.awaitTermination(LAST_SHEET.toSeconds(), TimeUnit.SECONDS)) {
                renderer.shutdownNow();
            }
        } catch (InterruptedException e) {
            renderer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
