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

/** Watches the device folder by the kernel's events, reads each node's place from sysfs, and watches fixed RFC 2217 ports. */
public final class DeviceWatch implements PortWatch {
    private final PortsSection ports;
    private final PortFilter filter;
    private final NetworkLines lines;
    private final Predicate<Path> mayOpen;
    private final WatchThread thread = new WatchThread("port watch");
    private volatile @Nullable Watching watching;

    private record Watching(PresentPorts present, DeviceNodes nodes, FolderEvents events, NetworkPorts network) {}

    /**
     * A watch that begins with {@link #start}.
     *
     * @param lines the connections of the {@link Links} that opens the ports
     */
    public DeviceWatch(PortsSection ports, NetworkLines lines) {
        this(ports, lines, node -> Files.isReadable(node) && Files.isWritable(node));
    }

    DeviceWatch(PortsSection ports, NetworkLines lines, Predicate<Path> mayOpen) {
        this.ports = ports;
        this.filter = new PortFilter(ports);
        this.lines = lines;
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
        PresentPorts present = new PresentPorts(listener, filter::named);
        DeviceNodes nodes = new DeviceNodes(
                ports.deviceRoot(),
                ports.accessDeadline(),
                new Sysfs(ports.sysRoot()),
                filter,
                mayOpen,
                present,
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
        NetworkPorts network = new NetworkPorts(ports.rfc2217(), filter, lines, present, thread);
        watching = new Watching(present, nodes, events, network);
        // Events first, then the scan: a change in between is seen twice rather than missed.
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
        return now == null ? List.of() : now.present().all();
    }

    @Override
    public void close() {
        Watching now = watching;
        if (now != null) {
            now.present().close();
            now.events().close();
            now.network().close();
        }
        thread.close();
    }
}
