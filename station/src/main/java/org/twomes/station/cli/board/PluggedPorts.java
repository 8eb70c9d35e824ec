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
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.PortList;
import org.twomes.station.port.PortListener;

/** The boards that somebody plugs in, one after the other; those that were there before do not count until they come anew. */
final class PluggedPorts implements PortListener {
    /** How often it is looked which of the boards that were there before still are: one without permission goes unheard. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final PortsSection ports;
    private final BlockingQueue<DetectedPort> seen = new LinkedBlockingQueue<>();
    private final List<String> before;
    /** Paths of the places whose board was there before and has not been pulled since. */
    private final Set<String> still = ConcurrentHashMap.newKeySet();

    /** To be given to a watch as its listener; the boards that are there by now are those that were there before. */
    PluggedPorts(PortsSection ports) {
        this.ports = ports;
        List<DetectedPort> there = present();
        there.forEach(port -> still.add(port.slotPath()));
        before = there.stream()
                .map(port -> port.address() + " at " + port.slotPath())
                .sorted()
                .toList();
    }

    /** Addresses and places of the boards that were there before. */
    List<String> before() {
        return before;
    }

    /** The next board that is plugged; empty when none was for {@code patience}. */
    Optional<DetectedPort> next(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            DetectedPort port = seen.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (port != null) {
                return Optional.of(port);
            }
            Set<String> now =
                    present().stream().map(DetectedPort::slotPath).collect(Collectors.toCollection(TreeSet::new));
            still.retainAll(now);
        }
        return Optional.empty();
    }

    /** Ports of this machine that the station takes or would take; a network port is always there and nobody plugs it. */
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
    public void unusable(DetectedPort port, LinkException fault) {
        appeared(port);
    }
}
