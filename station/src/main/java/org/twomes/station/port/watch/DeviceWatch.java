package org.twomes.station.port.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.twomes.station.config.PortsSection;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortListener;
import org.twomes.station.port.PortWatch;
import org.twomes.station.port.SlotNames;
import org.twomes.station.port.rfc2217.NetworkLines;
import org.twomes.station.port.usb.Sysfs;

/** Watches the device folder by the kernel's events, asks sysfs what each node is, and probes fixed RFC 2217 ports. */
public final class DeviceWatch implements PortWatch {
    private final PortsSection ports;
    private final PortFilter filter;
    private final NetworkLines use;
    private final Predicate<Path> mayOpen;
    private final WatchThread thread = new WatchThread("port watch");
    private volatile @Nullable Watching watching;

    private record Watching(PresentPorts sightings, DeviceNodes nodes, FolderEvents events, NetworkPorts network) {}

    /**
     * A watch that begins with {@link #start}.
     *
     * @param use shared with {@link Links}
     */
    public DeviceWatch(PortsSection ports, NetworkLines use) {
        this(ports, use, node -> Files.isReadable(node) && Files.isWritable(node));
    }

    DeviceWatch(PortsSection ports, NetworkLines use, Predicate<Path> mayOpen) {
        this.ports = ports;
        this.filter = new PortFilter(ports);
        this.use = use;
        this.mayOpen = mayOpen;
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
        DeviceNodes nodes = new DeviceNodes(
                ports.deviceRoot(),
                ports.accessDeadline(),
                new Sysfs(ports.sysRoot()),
                filter,
                mayOpen,
                sightings,
                thread);
        FolderEvents events = new FolderEvents(ports.deviceRoot(), new FolderEvents.Listener() {
            @Override
            public void created(String name) {
                if (filter.takesName(name)) {
                    thread.run(() -> nodes.look(name));
                }
            }

            @Override
            public void changed(String name) {
                if (filter.takesName(name)) {
                    thread.run(() -> nodes.changed(name));
                }
            }

            @Override
            public void deleted(String name) {
                if (filter.takesName(name)) {
                    thread.run(() -> nodes.deleted(name));
                }
            }

            @Override
            public void lost() {
                thread.run(nodes::lookAtAll);
            }
        });
        NetworkPorts network = new NetworkPorts(ports.rfc2217(), filter, use, sightings, thread);
        watching = new Watching(sightings, nodes, events, network);
        // First the events, then the look: what comes in between is seen twice rather than not at all.
        events.ensure();
        thread.runAndWait(nodes::lookAtAll);
        network.start();
    }

    @Override
    public void rescan() {
        Watching now = watching;
        if (now != null) {
            now.events().ensure();
            thread.runAndWait(now.nodes()::lookAtAll);
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
            now.events().close();
            now.network().close();
        }
        thread.close();
    }
}
