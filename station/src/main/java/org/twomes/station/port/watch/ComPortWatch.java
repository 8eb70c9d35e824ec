package org.twomes.station.port.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.SlotPath;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortListener;
import org.twomes.station.port.PortWatch;
import org.twomes.station.port.SlotNames;
import org.twomes.station.port.rfc2217.NetworkLines;
import org.twomes.station.port.rfc2217.Rfc2217Address;
import org.twomes.station.port.serial.JSerialPort;

/**
 * For systems without a device folder and sysfs: compares slow listings of the COM ports. What a listing gives as a port's
 * slot name is the port's own name, e.g. {@code COM3}. The globs of {@code ports.include} are names of Linux, so here only
 * those of {@code ports.exclude} count.
 */
public final class ComPortWatch implements PortWatch {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private record Watching(PresentPorts sightings, NetworkPorts network) {}

    private final PortsSection ports;
    private final NetworkLines use;
    private final PortFilter filter;
    private final Supplier<Optional<List<DetectedPort>>> listing;
    private final WatchThread thread = new WatchThread("port watch");
    private volatile @Nullable Watching watching;

    /** A watch that begins with {@link #start}; {@code use} is shared with {@link Links}. */
    public ComPortWatch(PortsSection ports, NetworkLines use) {
        this(ports, use, JSerialPort::list);
    }

    ComPortWatch(PortsSection ports, NetworkLines use, Supplier<Optional<List<DetectedPort>>> listing) {
        this.ports = ports;
        this.use = use;
        this.listing = listing;
        filter = new PortFilter(ports);
    }

    @Override
    public void nameBy(Supplier<SlotNames> names) {
        filter.nameBy(names);
    }

    @Override
    public synchronized void start(PortListener listener) {
        if (watching != null) {
            throw new IllegalStateException("the watch runs already");
        }
        PresentPorts sightings = new PresentPorts(listener, filter::named);
        NetworkPorts network = new NetworkPorts(ports.rfc2217(), filter, use, sightings, thread);
        watching = new Watching(sightings, network);
        thread.runAndWait(() -> compare(sightings));
        thread.every(PERIOD, () -> compare(sightings));
        network.start();
    }

    private void compare(PresentPorts sightings) {
        Optional<List<DetectedPort>> listed = listing.get();
        if (listed.isEmpty()) {
            return;
        }
        List<DetectedPort> taken = listed.get().stream()
                .filter(each -> filter.takesUsb(each.usbId()) && !filter.leavesOut(each.slotName()))
                .toList();
        Map<String, DetectedPort> now = new HashMap<>();
        for (DetectedPort each : taken) {
            String path = slotPath(each, taken);
            now.put(
                    each.address(),
                    new DetectedPort(each.address(), path, filter.slotName(path), each.usbId(), each.product()));
        }
        for (DetectedPort before : sightings.all()) {
            if (!Rfc2217Address.matches(before.address()) && !Objects.equals(now.get(before.address()), before)) {
                sightings.vanished(before.address());
            }
        }
        for (DetectedPort each : now.values()) {
            if (!sightings.has(each.address())) {
                sightings.appeared(each);
            }
        }
    }

    /** The listing knows no interface numbers, so the channels of one adapter are told apart by their ports' names. */
    private static String slotPath(DetectedPort port, List<DetectedPort> all) {
        boolean alone = all.stream()
                        .filter(other -> other.slotPath().equals(port.slotPath()))
                        .count()
                == 1;
        if (port.usbId().isEmpty()) {
            return port.slotPath();
        }
        return port.slotPath() + (alone ? SlotPath.FIRST_INTERFACE : ":" + port.slotName());
    }

    @Override
    public void rescan() {
        Watching now = watching;
        if (now != null) {
            thread.runAndWait(() -> compare(now.sightings()));
        }
    }

    @Override
    public List<DetectedPort> present() {
        Watching now = watching;
        return now == null ? List.of() : now.sightings().all();
    }

    @Override
    public void close() {
        Watching now = watching;
        if (now != null) {
            now.sightings().close();
            now.network().close();
        }
        thread.close();
    }
}
