package org.twomes.station.bench;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.ledger.AesTokenCipher;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Ledgers;

/** A fleet on one PostgreSQL: what its boards' transitions cost there, faster and faster until the ledger no longer keeps up. */
final class FleetBench {
    private static final int STATIONS = 100;
    private static final int PORTS = 64;
    /** Flashing, proof and boot of a real board at 921600 baud, and the time to change it. */
    private static final Duration REAL = Duration.ofSeconds(60);

    private static final List<Integer> FASTER = List.of(1, 2, 4, 6, 8);
    /** Below this share of what it was offered the ledger is the limit. */
    private static final double KEEPS_UP = 0.9;

    private final BenchReport report;
    private final Duration settle;
    private final Duration span;
    private final LatencyLog log = new LatencyLog();
    private final AtomicInteger boards = new AtomicInteger();
    private final AtomicLong finished = new AtomicLong();
    private final List<FleetPorts> stations = new ArrayList<>();

    FleetBench(BenchReport report, boolean brief) {
        this.report = report;
        settle = Duration.ofSeconds(brief ? 5 : 10);
        span = Duration.ofSeconds(brief ? 15 : 40);
    }

    /** Runs until the ledger falls behind or the list of paces ends. */
    void run(Path folder) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", String.valueOf(6 * STATIONS))
                .setServerConfig("shared_buffers", "512MB")
                .start()) {
            try {
                measure(
                        new LedgerSection(
                                server.getJdbcUrl("postgres", "postgres"),
                                "postgres",
                                Optional.empty(),
                                Optional.empty()),
                        folder);
            } finally {
                stations.forEach(FleetPorts::stop);
                stations.forEach(FleetPorts::close);
            }
        }
    }

    private void measure(LedgerSection settings, Path folder) throws Exception {
        for (int i = 0; i < STATIONS; i++) {
            Ledger ledger = Ledgers.open(settings, folder, AesTokenCipher.open(settings, folder));
            stations.add(new FleetPorts("line-" + i, ledger, log, boards, finished));
        }
        report.say("");
        report.say("%d stations of %d ports on one PostgreSQL (fsync on)", STATIONS, PORTS);
        stations.forEach(station -> station.begin(PORTS, REAL));
        // One whole cycle, so that boards are in every part of theirs.
        Thread.sleep(REAL.toMillis());
        for (int faster : FASTER) {
            if (!keepsUp(REAL.dividedBy(faster))) {
                break;
            }
        }
    }

    private boolean keepsUp(Duration cycle) throws InterruptedException {
        stations.forEach(station -> station.pace(cycle));
        Thread.sleep(settle.toMillis());
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        system.getCpuLoad();
        log.forget();
        long before = finished.get();
        long began = System.nanoTime();
        Thread.sleep(span.toMillis());
        double seconds = (System.nanoTime() - began) / 1e9;
        double done = (finished.get() - before) / seconds;
        double offered = STATIONS * PORTS * 1000.0 / cycle.toMillis();
        Map<String, FleetRow.Percentiles> latency = log.percentiles(seconds);
        double processor = system.getCpuLoad();
        report.add(
                new FleetRow(STATIONS, STATIONS * PORTS, cycle.toMillis() / 1000.0, offered, done, processor, latency));
        report.say(
                "  a board each %.1f s at a port: %.1f boards/s offered, %.1f finished; processor %.0f %%",
                cycle.toMillis() / 1000.0, offered, done, 100 * processor);
        report.say("    %-28s %9s %9s %9s %9s", "ms", "p50", "p95", "p99", "calls/s");
        latency.forEach((kind, row) -> report.say(
                "    %-28s %9.1f %9.1f %9.1f %9.1f", kind, row.p50(), row.p95(), row.p99(), row.perSecond()));
        return done >= KEEPS_UP * offered;
    }
}
