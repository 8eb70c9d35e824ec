package org.twomes.station.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.ProgramVersion;
import org.twomes.station.config.LoadedConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.log.Logs;
import org.twomes.station.daemon.service.LivenessProbe;
import org.twomes.station.daemon.service.ServiceNotify;
import org.twomes.station.daemon.service.StartFiles;

/** The daemon as a process, from the checks before its start until its last board is finished. */
public final class Daemon {
    /** Period of the line for {@code systemctl status} where no watchdog sets one. */
    private static final Duration STATUS_EVERY = Duration.ofSeconds(10);

    /** Period of the search for files without which a station cannot start. */
    private static final Duration FILES_EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private Daemon() {}

    /**
     * Runs a station until the process is told to stop (SIGTERM, Ctrl-C); boards under way are finished first.
     *
     * @param loaded its warnings are logged
     * @param file from which it was read; changes of it are taken over while the station runs
     * @throws CommandFailure when a secret can be read by others
     */
    public static void run(LoadedConfig loaded, Optional<Path> file) throws Exception {
        StationConfig settings = loaded.config();
        // Before the log has its files in the data folder.
        StartupChecks.check(settings);
        try (StopSignal stop = new StopSignal()) {
            Logs.start(settings);
            logWarnings(loaded);
            run(settings, file, stop.asked());
        }
    }

    static void logWarnings(LoadedConfig loaded) {
        loaded.warnings().forEach(warning -> LOG.warn("{}", warning));
    }

    private static void run(StationConfig settings, Optional<Path> file, CountDownLatch stop) throws Exception {
        try (ServiceNotify service =
                new ServiceNotify(System.getenv(), ProcessHandle.current().pid())) {
            Optional<StationConfig> complete =
                    new StartFiles(file, FILES_EVERY, service::waiting).await(settings, stop);
            if (complete.isPresent()) {
                StartupChecks.check(complete.get());
                Station station = Assembly.real(complete.get());
                file.ifPresent(station::follow);
                serve(station, service, stop);
            }
        } finally {
            Logs.stop();
        }
    }

    /** Runs {@code station} until {@code stop} opens, drains and closes it, and tells {@code service} about each of these. */
    static void serve(Station station, ServiceNotify service, CountDownLatch stop) throws Exception {
        try (LivenessProbe probe = station.livenessProbe();
                station) {
            station.claim();
            station.open();
            station.start();
            station.ledger().probe();
            service.ready();
            service.watch(probe, station::statusLine, STATUS_EVERY);
            LOG.info("The station takes boards; version {}", ProgramVersion.text());
            stop.await();
            LOG.info("Stopping: boards under way are finished first");
            service.stopping(station.drainTimeout());
        }
    }
}
