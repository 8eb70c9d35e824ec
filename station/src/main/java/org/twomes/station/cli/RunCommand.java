package org.twomes.station.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.StationConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code station run}: the daemon. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Runs the station until it is told to stop (SIGTERM, Ctrl-C); boards under way are finished first.",
        footer = {"", "Example:", "  station run --config /etc/twomes-station/station.yaml"})
final class RunCommand implements Callable<Integer> {
    /** Period of the line for {@code systemctl status} where no watchdog sets one. */
    private static final Duration STATUS_EVERY = Duration.ofSeconds(10);

    /** How often it is looked for the files without which a station cannot start. */
    private static final Duration FILES_EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        StationConfig settings = config.load();
        // Before the log has its files in the data folder.
        StartupChecks.check(settings);
        try (StopSignal stop = new StopSignal()) {
            Logs.start(settings);
            run(settings, stop.asked());
        }
        return Main.OK;
    }

    private void run(StationConfig settings, CountDownLatch stop) throws Exception {
        try (ServiceNotify service =
                new ServiceNotify(System.getenv(), ProcessHandle.current().pid())) {
            Optional<StationConfig> complete =
                    new StartFiles(config.file(), FILES_EVERY, service::waiting).await(settings, stop);
            if (complete.isPresent()) {
                StartupChecks.check(complete.get());
                Station station = Assembly.real(complete.get());
                config.file().ifPresent(station::follow);
                serve(station, service, stop);
            }
        } finally {
            Logs.stop();
        }
    }

    /** Runs {@code station} until {@code stop}, drains and closes it, and tells {@code service} of all that. */
    static void serve(Station station, ServiceNotify service, CountDownLatch stop) throws Exception {
        try (LivenessProbe vitals = station.vitals();
                station) {
            station.claim();
            station.open();
            station.start();
            station.ledger().probe();
            service.ready();
            service.watch(vitals, station::words, STATUS_EVERY);
            LOG.info("The station takes boards; version {}", Version.text());
            stop.await();
            LOG.info("Stopping: boards under way are finished first");
            service.stopping(station.patience());
        }
    }
}
