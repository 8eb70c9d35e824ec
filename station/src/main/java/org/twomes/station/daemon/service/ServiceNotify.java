package org.twomes.station.daemon.service;

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
import org.twomes.station.common.Threads;

/**
 * Tells systemd the state of the service: ready, alive, about to stop, and a line for {@code systemctl status} (sd_notify(3),
 * sd_watchdog_enabled(3)). Where no systemd listens it says nothing.
 */
public final class ServiceNotify implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotify.class);
    /**
     * Keep-alive messages in a watchdog interval. sd_watchdog_enabled(3) asks for two; with four, two of them may be missed: a
     * database server that goes away in the middle of a call is noticed after 30 s.
     */
    private static final int MESSAGES_PER_INTERVAL = 4;
    /** The parts must answer within the period of these messages divided by this. */
    private static final int TIMEOUT_DIVISOR = 2;
    /** How long a stop takes after the drain: runs that hang are abandoned, web server and ledger are closed. */
    public static final Duration CLOSING = Duration.ofSeconds(30);

    /** How much longer systemd is asked to wait by each status message of a start that waits. */
    private static final Duration STILL_WAITING = Duration.ofSeconds(30);

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> interval;
    private final ScheduledExecutorService keepAlive =
            Executors.newSingleThreadScheduledExecutor(new Threads("watchdog"));
    private String told = "";
    private boolean stuck;

    /** Listens to {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID} of the environment. */
    public ServiceNotify(Map<String, String> environment, long ownPid) {
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

    /** The start is complete: boards are taken. */
    public void ready() {
        send("READY=1");
    }

    /** Sets the line that {@code systemctl status} shows; sent when it changes. */
    synchronized void status(String line) {
        if (!line.equals(told)) {
            told = line;
            send("STATUS=" + line);
        }
    }

    /** The start waits for what {@code line} says; systemd must not end it meanwhile. */
    public void waiting(String line) {
        status(line);
        send("EXTEND_TIMEOUT_USEC=" + TimeUnit.NANOSECONDS.toMicros(STILL_WAITING.toNanos()));
    }

    /** The service stops; systemd is asked to wait {@code drain} and some time more, whatever TimeoutStopSec of the unit is. */
    public void stopping(Duration drain) {
        long micros = TimeUnit.NANOSECONDS.toMicros(drain.plus(CLOSING).toNanos());
        send("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + micros);
    }

    /**
     * Sends keep-alive messages for as long as all parts answer {@code probe}, and the status line.
     *
     * @param otherwise period of the status line where systemd asks for no keep-alive messages
     */
    public void watch(LivenessProbe probe, Supplier<String> statusLine, Duration otherwise) {
        if (socket.isEmpty()) {
            return;
        }
        Duration period =
                interval.map(whole -> whole.dividedBy(MESSAGES_PER_INTERVAL)).orElse(otherwise);
        Duration timeout = period.dividedBy(TIMEOUT_DIVISOR);
        keepAlive.scheduleAtFixedRate(
                () -> look(probe.stuck(timeout), statusLine), 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look(List<String> troubles, Supplier<String> statusLine) {
        if (troubles.isEmpty()) {
            if (interval.isPresent()) {
                send("WATCHDOG=1");
            }
            status(line(statusLine));
        } else {
            status("stuck: " + String.join("; ", troubles));
            if (!stuck) {
                LOG.error("No keep-alive message is sent to systemd: {}", String.join("; ", troubles));
            }
        }
        stuck = !troubles.isEmpty();
    }

    /** A fault in the status line must not end the keep-alive messages. */
    private static String line(Supplier<String> statusLine) {
        try {
            return statusLine.get();
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
        keepAlive.shutdownNow();
    }
}
