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
 * Watch for systems without a device folder and sysfs: compares periodic listings of the COM ports. A listing's slot name is
 * the port's own name, e.g. {@code COM3}. The globs of {@code ports.include} are Linux names, so only those of
 * {@code ports.exclude} apply here.
 */
public final class ComPortWatch implements PortWatch {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private record Watching(PresentPorts present, NetworkPorts network) {}

    private final PortsSection ports;
    private final NetworkLines lines;
    private final PortFilter filter;
    private final Supplier<Optional<List<DetectedPort>>> listing;
    private final WatchThread thread = new WatchThread("port watch");
    private volatile @Nullable Watching watching;

    /** A watch that begins with {@link #start}; {@code lines} belongs to the {@link Links} that opens the ports. */
    public ComPortWatch(PortsSection ports, NetworkLines lines) {
        this(ports, lines, JSerialPort::list);
    }

    ComPortWatch(PortsSection ports, NetworkLines lines, Supplier<Optional<List<DetectedPort>>> listing) {
        this.ports = ports;
        this.lines = lines;
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
        PresentPorts present = new PresentPorts(listener, filter::named);
        NetworkPorts network = new NetworkPorts(ports.rfc2217(), filter, lines, present, thread);
        watching = new Watching(present, network);
        thread.runAndWait(() -> compare(present));
        thread.every(PERIOD, () -> compare(present));
        network.start();
    }

    private void compare(PresentPorts present) {
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
        for (DetectedPort before : present.all()) {
            if (!Rfc2217Address.matches(before.address()) && !Objects.equals(now.get(before.address()), before)) {
                present.vanished(before.address());
            }
        }
        for (DetectedPort each : now.values()) {
            if (!present.has(each.address())) {
                present.appeared(each);
            }
        }
    }

    /** A listing has no interface numbers, so the channels of one adapter are distinguished by their ports' names. */
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
            thread.runAndWait(() -> compare(now.present()));
        }
    }

    @Override
    public List<DetectedPort> present() {
        Watching now = watching;
        return now == null ? List.of() : now.present().all();
    }

    @Override
    public void close() {
        Watching now = watching;
        if (now != null) {
            now.present().close();
            now.network().close();
        }
        thread.close();
    }
}
