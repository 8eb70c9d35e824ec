package org.twomes.station.cli;

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
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        StationConfig settings = config.load();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            awaitQuietly(stopped);
        }));
        try (Station station = Assembly.real(settings)) {
            station.open();
            station.start();
            LOG.info("Station {} {} takes boards", settings.station().name(), Version.text());
            stop.await();
            LOG.info("Stopping: boards under way are finished first");
        } finally {
            stopped.countDown();
        }
        return Main.OK;
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
