package org.twomes.station.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.twomes.station.common.Secret;
import org.twomes.station.common.Threads;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.schedule.JobDefinition;
import org.twomes.station.schedule.Schedule;

/**
 * One station of a simulated fleet as its ledger sees it: each port has a board under way, whose transitions come at the times of a
 * real one's, and the station's jobs run beside them. No board is flashed and no back office called.
 */
final class FleetPorts implements AutoCloseable {
    private static final int CAPACITY = 65;
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final String SHA = "0".repeat(64);
    private static final String BOOT_LOG = "I (655) cpu_start: a line of a boot log as it is kept\n".repeat(60);
    private static final Duration JOBS_EVERY = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** As many as the ledger has connections for a station; more would wait for these. */
    private static final int THREADS = 4;
    /** Where in its cycle a real board reaches each state; the rest of it is changing boards. */
    private static final double CONNECTED = 0.05;

    private static final double PROGRAMMED = 0.55;
    private static final double VERIFIED = 0.6;
    private static final double IDENTIFIED = 0.7;

    private final String name;
    private final Ledger ledger;
    private final LatencyLog log;
    private final AtomicInteger boards;
    private final AtomicLong finished;
    private final Clock clock = Clock.systemUTC();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, new Threads("port"));
    private final Schedule schedule;
    private volatile Duration cycle = Duration.ofDays(1);

    /** A station that takes its boards' numbers from {@code boards} and counts into {@code finished}. */
    FleetPorts(String name, Ledger ledger, LatencyLog log, AtomicInteger boards, AtomicLong finished) {
        this.name = name;
        this.ledger = ledger;
        this.log = log;
        this.boards = boards;
        this.finished = finished;
        JobDefinition.Timing timing = new JobDefinition.Every(JOBS_EVERY);
        schedule = new Schedule(
                name,
                List.of(
                        JobDefinition.ofStation("labels", timing, this::lookForLabels),
                        JobDefinition.ofFleet(
                                "outbox", timing, asker -> ledger.outbox().claim(name, now(), LEASE, 4))),
                ledger.shared());
        schedule.start();
    }

    /** Begins a board at each of {@code ports} ports, spread over one cycle. */
    void begin(int ports, Duration first) {
        cycle = first;
        for (int port = 0; port < ports; port++) {
            String place = "1-" + port;
            threads.schedule(() -> board(place), first.toMillis() * port / ports, TimeUnit.MILLISECONDS);
        }
    }

    /** Every further board takes this long, the change of boards included. */
    void pace(Duration next) {
        cycle = next;
    }

    private Instant now() {
        return clock.instant();
    }

    private void later(long began, double share, Runnable step) {
        long due = began + (long) (cycle.toNanos() * share);
        threads.schedule(
                () -> {
                    try {
                        step.run();
                    } catch (FaultException e) {
                        log.time("failed: " + e.code(), () -> 0);
                    }
                },
                due - System.nanoTime(),
                TimeUnit.NANOSECONDS);
    }

    private void board(String place) {
        long began = System.nanoTime();
        int number = boards.incrementAndGet();
        String mac =
                String.format(Locale.ROOT, "24:0a:c4:%02x:%02x:%02x", number >> 16, number >> 8 & 0xff, number & 0xff);
        // The next board comes whether or not this one came through.
        later(began, 1, () -> board(place));
        long attempt = log.time(
                "DETECTED",
                () -> ledger.units().begin(new AttemptStart(name, place, place, "/dev/ttyUSB0", BUNDLE, SHA, now())));
        later(began, CONNECTED, () -> {
            log.time("CONNECTED", () -> ledger.units().connected(attempt, mac, "ESP32", 4 << 20, false, now()));
            later(began, PROGRAMMED, () -> {
                advance(attempt, UnitState.PROGRAMMED);
                later(began, VERIFIED, () -> {
                    advance(attempt, UnitState.VERIFIED);
                    later(began, IDENTIFIED, () -> finish(attempt, number));
                });
            });
        });
    }

    private void advance(long attempt, UnitState state) {
        log.time(state.name(), () -> {
            ledger.units().advance(attempt, state, "921600 baud", now());
            return state;
        });
    }

    private void finish(long attempt, int number) {
        log.time("boot log", () -> {
            ledger.units().bootLog(attempt, BOOT_LOG);
            return attempt;
        });
        long unit = log.time(
                        "IDENTIFIED",
                        () -> ledger.units()
                                .identified(
                                        attempt,
                                        String.format(Locale.ROOT, "TWOMES-%06X", number),
                                        Optional.of("Generic-Test"),
                                        Secret.of(String.valueOf(4_000_000_000L - number)),
                                        true,
                                        true,
                                        now()))
                .id();
        log.time("claim", () -> ledger.outbox().claim(name, unit, now(), LEASE));
        log.time("call noted", () -> {
            ledger.outbox().calling(unit, now());
            return unit;
        });
        log.time(
                "REGISTERED", () -> ledger.outbox().confirmed(unit, String.valueOf(number), "http://127.0.0.1", now()));
        log.time("LABELLED", () -> ledger.sheets().place(name, unit, "L7651", CAPACITY, now()));
        finished.incrementAndGet();
    }

    /** The station's own job: labels that are due, sheets that are full. */
    private void lookForLabels() {
        log.time("chore", () -> {
            ledger.sheets().due(name);
            for (SheetLedger.Sheet sheet : ledger.sheets().sheets(name, SheetLedger.SheetState.CLOSED)) {
                ledger.sheets().labels(sheet.id());
                ledger.sheets().release(sheet.id(), sheet.number() + ".pdf", now());
            }
            return name;
        });
    }

    /** No board takes a further step. */
    void stop() {
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop();
        schedule.close();
        ledger.close();
    }
}
