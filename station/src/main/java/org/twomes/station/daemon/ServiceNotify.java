package org.twomes.station.daemon;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is: ready, alive, about to stop, and a line for {@code systemctl status} (sd_notify(3),
 * sd_watchdog_enabled(3)). Where no systemd listens it says nothing.
 */
final class ServiceNotify implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotify.class);
    /**
     * systemd asks to be fed at least twice in its interval. Twice as often, so that two meals may be missed: a database
     * server that goes away in the middle of a call is noticed after 30 s.
     */
    private static final int FEEDS = 4;
    /** The share of a feed's period that may go by until the parts have answered. */
    private static final int PATIENCE = 2;
    /** What a stop takes beyond the drain: stuck boards are given up, web server and ledger are closed. */
    static final Duration CLOSING = Duration.ofSeconds(30);

    /** How much longer systemd is asked to wait with each word of a start that waits. */
    private static final Duration STILL_WAITING = Duration.ofSeconds(30);

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> interval;
    private final ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor(new Threads("watchdog"));
    private String told = "";
    private boolean stuck;

    /** Listens to {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID} of the environment. */
    ServiceNotify(Map<String, String> environment, long ownPid) {
        socket = NotifySocket.of(environment);
        interval = watchdog(environment, ownPid);
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long ownPid) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!pid.isEmpty() && !pid.equals(Long.toString(ownPid))) {
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return micros > 0 ? Optional.of(Duration.of(micros, ChronoUnit.MICROS)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Boards are taken from now on. */
    void ready() {
        send("READY=1");
    }

    /** A line for people, sent when it changes. */
    synchronized void status(String line) {
        if (!line.equals(told)) {
            told = line;
            send("STATUS=" + line);
        }
    }

    /** It cannot start yet and does not want to be given up for that: {@code line} says what it waits for. */
    void waiting(String line) {
        status(line);
        send("EXTEND_TIMEOUT_USEC=" + TimeUnit.NANOSECONDS.toMicros(STILL_WAITING.toNanos()));
    }

    /** The service ends; systemd's patience is stretched to {@code drain}, however short the unit's own is. */
    void stopping(Duration drain) {
        long micros = TimeUnit.NANOSECONDS.toMicros(drain.plus(CLOSING).toNanos());
        send("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + micros);
    }

    /**
     * Feeds the watchdog four times in its interval for as long as {@code vitals} knows no part that is stuck; {@code words} is what
     * people are told meanwhile. Without a watchdog, the words alone, every {@code otherwise}.
     */
    void watch(LivenessProbe vitals, Supplier<String> words, Duration otherwise) {
        if (socket.isEmpty()) {
            return;
        }
        Duration period = interval.map(whole -> whole.dividedBy(FEEDS)).orElse(otherwise);
        Duration patience = period.dividedBy(PATIENCE);
        feeder.scheduleAtFixedRate(
                () -> look(vitals.stuck(patience), words), 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look(List<String> troubles, Supplier<String> words) {
        if (troubles.isEmpty()) {
            if (interval.isPresent()) {
                send("WATCHDOG=1");
            }
            status(line(words));
        } else {
            status("stuck: " + String.join("; ", troubles));
            if (!stuck) {
                LOG.error("The watchdog is not fed: {}", String.join("; ", troubles));
            }
        }
        stuck = !troubles.isEmpty();
    }

    /** The feeder must outlive a mistake in what is only told. */
    private static String line(Supplier<String> words) {
        try {
            return words.get();
        } catch (RuntimeException e) {
            LOG.warn("The status line cannot be made", e);
            return "";
        }
    }

    private void send(String state) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            socket.get().send(state);
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    @Override
    public void close() {
        feeder.shutdownNow();
    }
}
