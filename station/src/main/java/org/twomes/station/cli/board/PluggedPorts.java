package org.twomes.station.cli.board;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.twomes.station.config.PortsSection;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.PortList;
import org.twomes.station.port.PortListener;

/** Ports of boards that are plugged in one after another. One that was plugged before counts once it has been pulled and plugged again. */
final class PluggedPorts implements PortListener {
    /** Period of the check which of the earlier boards are still there: the watch does not report ports without permission. */
    private static final Duration POLL_EVERY = Duration.ofMillis(500);

    private final PortsSection ports;
    private final BlockingQueue<DetectedPort> seen = new LinkedBlockingQueue<>();
    private final List<String> before;
    /** USB paths of boards that were there before and have not been pulled since. */
    private final Set<String> still = ConcurrentHashMap.newKeySet();

    /** A listener for a watch; boards that are there now are those of before. */
    PluggedPorts(PortsSection ports) {
        this.ports = ports;
        List<DetectedPort> there = present();
        there.forEach(port -> still.add(port.slotPath()));
        before = there.stream()
                .map(port -> port.address() + " at " + port.slotPath())
                .sorted()
                .toList();
    }

    /** Addresses and USB paths of the boards that were there before. */
    List<String> before() {
        return before;
    }

    /** Waits for the next board that is plugged; empty when there was none for {@code timeout}. */
    Optional<DetectedPort> next(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < deadline) {
            DetectedPort port = seen.poll(POLL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            if (port != null) {
                return Optional.of(port);
            }
            Set<String> now =
                    present().stream().map(DetectedPort::slotPath).collect(Collectors.toCollection(TreeSet::new));
            still.retainAll(now);
        }
        return Optional.empty();
    }

    /** Local ports that the station takes, or would take if it had permission; a network port is never plugged. */
    private List<DetectedPort> present() {
        return PortList.of(ports).stream()
                .filter(entry -> entry.taken() || entry.denied())
                .map(PortList.Entry::port)
                .filter(PluggedPorts::local)
                .toList();
    }

    private static boolean local(DetectedPort port) {
        return !port.address().contains("://");
    }

    @Override
    public void appeared(DetectedPort port) {
        if (local(port) && !still.contains(port.slotPath())) {
            seen.add(port);
        }
    }

    @Override
    public void vanished(DetectedPort port) {
        still.remove(port.slotPath());
        seen.removeIf(other -> other.slotPath().equals(port.slotPath()));
    }

    @Override
    public void unusable(DetectedPort port, FaultException fault) {
        appeared(port);
    }
}
