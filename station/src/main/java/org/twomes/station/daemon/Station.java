package org.twomes.station.daemon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.twomes.station.access.Access;
import org.twomes.station.common.Threads;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.config.StickerSection;
import org.twomes.station.daemon.log.RuntimeLevels;
import org.twomes.station.daemon.log.UnitLogs;
import org.twomes.station.daemon.service.LivenessProbe;
import org.twomes.station.dashboard.BackOfficeControl;
import org.twomes.station.dashboard.Identify;
import org.twomes.station.dashboard.LabelSheets;
import org.twomes.station.dashboard.WebServer;
import org.twomes.station.dashboard.WebServerParts;
import org.twomes.station.fault.FaultException;
import org.twomes.station.figures.CurrentFigures;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.identity.TokenMint;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.BackOfficeContact;
import org.twomes.station.pipeline.ClockWatch;
import org.twomes.station.pipeline.ExistingDevice;
import org.twomes.station.pipeline.FlashOrder;
import org.twomes.station.pipeline.Health;
import org.twomes.station.pipeline.Identifier;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.Line;
import org.twomes.station.pipeline.LineAssembly;
import org.twomes.station.pipeline.OutcomeLog;
import org.twomes.station.pipeline.OutcomeMetrics;
import org.twomes.station.pipeline.PrintQueueWorker;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.Reprints;
import org.twomes.station.pipeline.SheetFiles;
import org.twomes.station.pipeline.StationTrouble;
import org.twomes.station.pipeline.UnitOutcomes;
import org.twomes.station.port.SlotNames;
import org.twomes.station.schedule.JobDefinition;
import org.twomes.station.schedule.Schedule;
import org.twomes.station.sticker.LabelStock;
import org.twomes.station.unitdata.UnitDataStock;

/** The whole station, wired by constructors; {@link Assembly} makes one. */
public final class Station implements AutoCloseable {
    /** A full sheet takes a few seconds on a slow machine. */
    private static final Duration LAST_SHEET = Duration.ofSeconds(30);

    /** Threads of existence tests; most of them wait until they may call. */
    private static final int EXISTENCE_TESTS = 16;

    /** Also of the jobs beside it, so that they start together. */
    private static final Duration LABEL_EVERY = Duration.ofSeconds(1);

    private static final Duration OUTBOX_EVERY = Duration.ofSeconds(5);

    private static final Duration RETENTION_EVERY = Duration.ofHours(1);
    private static final Duration CLOCK_EVERY = Duration.ofSeconds(2);
    private static final Duration CONFIG_EVERY = Duration.ofSeconds(2);

    private final StationConfig config;
    private final LiveConfig live;
    private final StationEnvironment environment;
    private final Ledger ledger;
    private final LabelStock stock;
    private final AtomicReference<Optional<Bundle>> bundle;
    private final ExecutorService renderer = Executors.newSingleThreadExecutor(new Threads("sheets"));
    private final ExecutorService existence = Threads.atMost(EXISTENCE_TESTS, "existence test");
    private final ScheduledExecutorService timer = Threads.timer("deadlines");
    private final MetricsPage page = new MetricsPage();
    private final StationMetrics metrics;
    private final SheetFiles sheets;
    private final Optional<PrintQueueWorker> printing;
    private final ClockWatch clockWatch;
    private final StationTrouble trouble;
    private final Optional<UnitDataStock> unitData;
    private final UnitLogs failureLogs;
    private final LabelService labels;
    private final Registrar registrar;
    private final Line line;
    private final ConfigReload reload;
    private final StationLease lease;
    private final Schedule schedule;
    private Optional<WebServer> webServer = Optional.empty();

    /**
     * Wires a station; it works from {@link #start()} on.
     *
     * @param ledger closed with the station
     * @param first the bundle to begin with; empty: boards wait for one
     * @param order makes it work for the one board that the order is for
     */
    Station(
            StationConfig config,
            StationEnvironment environment,
            Ledger ledger,
            LabelStock stock,
            Optional<Bundle> first,
            Optional<FlashOrder> order) {
        this.config = config;
        this.environment = environment;
        this.ledger = ledger;
        this.stock = stock;
        live = new LiveConfig(config);
        bundle = new AtomicReference<>(first);
        metrics = Meters.of(page, config);
        Clock clock = environment.clock();
        String own = config.station().name();
        Path folder = config.station().data().resolve("sheets");
        sheets = new SheetFiles(own, folder, stock, ledger, clock, ZoneId.systemDefault());
        printing = stock.paper().map(paper -> new PrintQueueWorker(own, folder, ledger.prints(), paper, clock));
        clockWatch = ClockWatch.since(ledger, clock);
        unitData = config.device().data().map(settings -> new UnitDataStock(settings, ledger.unitData(), own, clock));
        trouble = new StationTrouble(clockWatch, sheets, printing, unitData);
        failureLogs = new UnitLogs(config, ledger);
        UnitOutcomes outcomes = new UnitOutcomes(ledger, () -> live.now().backOffice(), trouble, clock);
        labels = new LabelService(own, stock, ledger, sheets, outcomes, renderer, clock);
        registrar = registrar(outcomes);
        line = line(outcomes, order);
        reload = new ConfigReload(live, bundle, stock, labels, line, metrics, this::noteReload);
        lease = new StationLease(ledger, own, line);
        schedule = new Schedule(own, jobs(), ledger.shared());
        subscribe(outcomes);
    }

    private Registrar registrar(UnitOutcomes outcomes) {
        Clock clock = environment.clock();
        BackOfficeContact contact = new BackOfficeContact(
                config.backOffice(),
                environment.backOffice(),
                new ExistingDevice(config.backOffice(), Assembly.existingDevices(config), ledger.units(), clock),
                ledger.outbox(),
                clock,
                environment.random());
        return new Registrar(config.station().name(), contact, ledger.outbox(), labels, outcomes, clock, metrics);
    }

    private Line line(UnitOutcomes outcomes, Optional<FlashOrder> order) {
        return new LineAssembly(live, ledger, metrics, environment.clock())
                .line(
                        new LineAssembly.Ports(environment.opener(), environment.resets()),
                        new LineAssembly.Contents(bundle::get, new TokenMint(new SecureRandom()), unitData),
                        new LineAssembly.Finishing(registrar, labels, outcomes),
                        new LineAssembly.Threads(timer, existence),
                        order);
    }

    /** What is done by the clock: by this station, or by one station of the fleet. */
    private List<JobDefinition> jobs() {
        JobDefinition.Timing often = new JobDefinition.Every(OUTBOX_EVERY);
        JobDefinition.Timing hourly = new JobDefinition.Every(RETENTION_EVERY);
        Retention retention = new Retention(config, ledger, sheets::releaseClosed, environment.clock());
        List<JobDefinition> jobs = new ArrayList<>(List.of(
                JobDefinition.ofFleet("outbox", often, asker -> workOutbox()),
                JobDefinition.ofStation("labels", often, labels::catchUp),
                JobDefinition.ofStation("failures", often, line::catchUp),
                JobDefinition.ofStation("back office", often, this::probeBackOffice),
                JobDefinition.ofStation("name", often, lease::renew),
                JobDefinition.ofStation(
                        "rescan", new JobDefinition.Every(config.ports().rescan()), environment.watch()::rescan),
                JobDefinition.ofFleet("retention", hourly, asker -> retention.run()),
                JobDefinition.ofStation("old files", hourly, new OldFiles(config, environment.clock())),
                JobDefinition.ofFleet(
                        "flush", new JobDefinition.Cron(config.sticker().flushCron()), this::flush)));
        unitData.ifPresent(stock -> jobs.add(JobDefinition.ofStation("unit data", often, () -> runWaiting(stock))));
        printing.ifPresent(worker -> jobs.add(JobDefinition.ofStation("print", printing(often), worker::work)));
        return jobs;
    }

    /** A label printer at the station's side prints each label while its board is still in sight. */
    private JobDefinition.Timing printing(JobDefinition.Timing usual) {
        return config.sticker().language() == StickerSection.PrinterLanguage.ZPL
                ? new JobDefinition.Every(LABEL_EVERY)
                : usual;
    }

    private void runWaiting(UnitDataStock stock) {
        if (stock.available()) {
            line.unitDataCame();
        }
    }

    private void subscribe(UnitOutcomes outcomes) {
        outcomes.listen(new OutcomeMetrics(metrics));
        outcomes.listen(new OutcomeLog());
        outcomes.listen(failureLogs);
        line.listen(failureLogs);
        printing.ifPresent(sheets::printAt);
        metrics.watch(Meters.readings(config, line, registrar, ledger, environment.clock()));
        environment.watch().nameBy(() -> new SlotNames(live.now().ports()));
        clockWatch.listen(registrar::clockSetBack);
        clockWatch.listen(schedule::clockSetBack);
    }

    private void noteReload(String what) {
        ledger.audit(
                "configuration file",
                "config taken over",
                what,
                environment.clock().instant());
    }

    /** Takes over changes of {@code file}, from which the configuration was read, from now on. */
    public void follow(Path file) {
        reload.follow(file);
        timer.scheduleWithFixedDelay(
                reload::check, CONFIG_EVERY.toMillis(), CONFIG_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Claims this station's name on the ledger.
     *
     * @throws FaultException with IN_USE when another process works under it
     */
    void claim() {
        lease.claim();
    }

    /**
     * Settles what an earlier run left, then takes boards.
     *
     * @throws FaultException with IN_USE when another process works under this station's name
     */
    public void start() {
        lease.claim();
        labels.changeStock();
        line.recover();
        labels.catchUp();
        printing.ifPresent(PrintQueueWorker::recover);
        schedule.start();
        timer.scheduleWithFixedDelay(clockWatch::look, 0, CLOCK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        environment.watch().start(line);
    }

    /** Takes boards; where the station's daemon runs, recovery and jobs are left to that. */
    public void startBeside() {
        if (lease.claimIfFree()) {
            start();
        } else {
            environment.watch().start(line);
        }
    }

    /** Asks for the configured device type, else for that of earlier boards with the same bundle. */
    private void probeBackOffice() {
        String configured = live.now().device().type();
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
    public WebServer open() {
        Access access = new Access(
                config.dashboard(), config.retention().audit(), ledger, new SecureRandom(), environment.clock());
        metrics.watchBoards(new CurrentFigures(live, ledger, environment.clock(), ZoneId.systemDefault()));
        metrics.watchAudit(ledger::auditEntries, access::auditRefusals);
        Health health = new Health(
                config.station().data(),
                line,
                registrar,
                ledger,
                bundle::get,
                trouble,
                () -> WebServerFindings.with(access, config.backOffice(), environment.clock(), reload.findings()));
        WebServer opened = new WebServer(new WebServerParts(
                live,
                access,
                line,
                ledger,
                new WebServerParts.Monitoring(health::report, page::scrape),
                controls(),
                environment.clock(),
                ZoneId.systemDefault()));
        webServer = Optional.of(opened);
        ServerAddressFile.write(config, opened.port());
        return opened;
    }

    private WebServerParts.Controls controls() {
        return new WebServerParts.Controls(
                new BackOfficeControl(registrar, renderer),
                new LabelSheets(
                        config.station().name(),
                        stock,
                        labels,
                        ledger.sheets(),
                        reprints(),
                        sheets,
                        environment.clock()),
                new BundleChoice(live, bundle, line),
                Identify.on(line, new Identifier(live::now, environment.opener(), environment.resets(), ledger)),
                new RuntimeLevels());
    }

    /** A probe of the parts that must answer for boards to be finished; the caller closes it. */
    LivenessProbe livenessProbe() {
        return LivenessProbe.of(line, timer, ledger, config.ledger().url().isEmpty());
    }

    /** What the station does now, in one line for {@code systemctl status}. */
    public String statusLine() {
        String doing = "%d boards under way, %d wait".formatted(line.active(), line.queued());
        if (Optional.empty().equals(bundle.get())) {
            String wanted = live.now().bundle().name();
            return (wanted.isEmpty()
                            ? "no firmware bundle is chosen: "
                            : "the bundle " + wanted + " is not there yet: ")
                    + doing;
        }
        return (line.taking() ? "takes boards: " : "takes no boards: ") + doing;
    }

    /** How long a stop waits for boards under way ({@code pipeline.drain}). */
    public Duration drainTimeout() {
        return config.pipeline().drain();
    }

    /** Slots and runs. */
    public Line line() {
        return line;
    }

    /** Gives registered units their labels. */
    public LabelService labels() {
        return labels;
    }

    /** The sheets' PDF files. */
    SheetFiles sheets() {
        return sheets;
    }

    /** Makes labels once more. */
    public Reprints reprints() {
        return new Reprints(sheets, ledger, metrics, printing, environment.clock());
    }

    /** Registers units with the back office. */
    public Registrar registrar() {
        return registrar;
    }

    /** The ledger, which the station closes. */
    public Ledger ledger() {
        return ledger;
    }

    /** All meters. */
    MetricsPage metrics() {
        return page;
    }

    /** Takes no more boards, waits {@link #drainTimeout()} for those under way, and closes everything in turn. */
    @Override
    public void close() {
        webServer.ifPresent(opened -> {
            ServerAddressFile.remove(config);
            opened.close();
        });
        line.drain(drainTimeout());
        environment.watch().close();
        schedule.close();
        endRendering();
        existence.shutdownNow();
        timer.shutdownNow();
        page.close();
        lease.close();
        failureLogs.close();
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
