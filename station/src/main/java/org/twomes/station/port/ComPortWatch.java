package org.twomes.station.port;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.twomes.station.config.PortsSection;

/** For systems without a device folder and sysfs: compares slow listings of the COM ports. */
public final class ComPortWatch implements PortWatch {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private record Watching(Sightings sightings, NetworkPorts network) {}

    private final PortsSection ports;
    private final LineUse use;
    private final PortFilter filter;
    private final Supplier<Optional<List<PortSighting>>> listing;
    private final WatchThread thread = new WatchThread("port watch");
    private volatile @Nullable Watching watching;

    /** A watch that begins with {@link #start}; {@code use} is shared with {@link Links}. */
    public ComPortWatch(PortsSection ports, LineUse use) {
        this(ports, use, JSerialPort::list);
    }

    ComPortWatch(PortsSection ports, LineUse use, Supplier<Optional<List<PortSighting>>> listing) {
        this.ports = ports;
        this.use = use;
        this.listing = listing;
        filter = new PortFilter(ports);
    }

    @Override
    public synchronized void start(PortListener listener) {
        if (watching != null) {
            throw new IllegalStateException("the watch runs already");
        }
        Sightings sightings = new Sightings(listener);
        NetworkPorts network = new NetworkPorts(ports.rfc2217(), filter, use, sightings, thread);
        watching = new Watching(sightings, network);
        thread.runAndWait(() -> compare(sightings));
        thread.every(PERIOD, () -> compare(sightings));
        network.start();
    }

    private void compare(Sightings sightings) {
        Optional<List<PortSighting>> listed = listing.get();
        if (listed.isEmpty()) {
            return;
        }
        Map<String, PortSighting> now = new HashMap<>();
        for (PortSighting each : listed.get()) {
            if (filter.takesUsb(each.usbId())) {
                now.put(
                        each.address(),
                        new PortSighting(
                                each.address(),
                                each.slotPath(),
                                filter.slotName(each.slotPath()),
                                each.usbId(),
                                each.product()));
            }
        }
        for (PortSighting before : sightings.all()) {
            if (!Rfc2217Address.matches(before.address()) && !Objects.equals(now.get(before.address()), before)) {
                sightings.vanished(before.address());
            }
        }
        for (PortSighting each : now.values()) {
            if (!sightings.has(each.address())) {
                sightings.appeared(each);
            }
        }
    }

    @Override
    public void rescan() {
        Watching now = watching;
        if (now != null) {
            thread.runAndWait(() -> compare(now.sightings()));
        }
    }

    @Override
    public List<PortSighting> present() {
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
