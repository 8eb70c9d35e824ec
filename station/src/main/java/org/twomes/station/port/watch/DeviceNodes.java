package org.twomes.station.port.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.usb.Sysfs;
import org.twomes.station.port.usb.UsbPlace;

/** The nodes of the device folder, examined one by one on the watch's thread. */
final class DeviceNodes {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceNodes.class);

    /** Interval between checks of a node's permission; udev's change is usually an event, so this covers changes without one. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private static final class Node {
        private final String identity;
        private final long deadlineNanos;
        private Optional<UsbPlace> place = Optional.empty();
        private boolean waits;
        private boolean settled;

        private Node(String identity, long deadlineNanos) {
            this.identity = identity;
            this.deadlineNanos = deadlineNanos;
        }
    }

    private final Path folder;
    private final Duration accessDeadline;
    private final Sysfs sysfs;
    private final PortFilter filter;
    private final Predicate<Path> mayOpen;
    private final PresentPorts present;
    private final WatchThread thread;
    private final Map<String, Node> nodes = new HashMap<>();

    /** {@code mayOpen} says whether a node can be opened, without opening it: that would raise DTR. */
    DeviceNodes(
            Path folder,
            Duration accessDeadline,
            Sysfs sysfs,
            PortFilter filter,
            Predicate<Path> mayOpen,
            PresentPorts present,
            WatchThread thread) {
        this.folder = folder;
        this.accessDeadline = accessDeadline;
        this.sysfs = sysfs;
        this.filter = filter;
        this.mayOpen = mayOpen;
        this.present = present;
        this.thread = thread;
    }

    void lookAtAll() {
        Set<String> names = new HashSet<>(nodes.keySet());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", folder, e.toString());
        }
        names.forEach(this::look);
    }

    /** Attributes changed. Each write to an open port is such an event too, so this must be cheap. */
    void changed(String name) {
        Node node = nodes.get(name);
        if (node == null || !present.has(address(name))) {
            look(name);
        }
    }

    void deleted(String name) {
        forget(name);
        look(name);
    }

    void look(String name) {
        if (!filter.takesName(name)) {
            return;
        }
        Optional<String> identity = identity(folder.resolve(name));
        Optional<UsbPlace> place = identity.isEmpty() ? Optional.empty() : sysfs.place(name);
        Node node = nodes.get(name);
        if (node != null && !same(node, identity, place)) {
            forget(name);
            node = null;
        }
        if (identity.isEmpty()) {
            return;
        }
        if (node == null) {
            node = new Node(identity.get(), System.nanoTime() + accessDeadline.toNanos());
            nodes.put(name, node);
        }
        if (!present.has(address(name))) {
            settle(name, node, place);
        }
    }

    private static boolean same(Node node, Optional<String> identity, Optional<UsbPlace> place) {
        boolean samePlace = node.place.isEmpty()
                || place.isEmpty()
                || node.place.get().identity().equals(place.get().identity());
        return identity.isPresent() && node.identity.equals(identity.get()) && samePlace;
    }

    private void settle(String name, Node node, Optional<UsbPlace> place) {
        boolean late = System.nanoTime() >= node.deadlineNanos;
        if (place.isEmpty()) {
            if (!late) {
                lookAgain(name, node);
            } else if (!node.settled) {
                node.settled = true;
                LOG.info("{}: not used, as sysfs has no entry for it", address(name));
            }
            return;
        }
        node.place = place;
        if (!filter.takesUsb(place.get().usbId())) {
            return;
        }
        DetectedPort port = detectedPort(name, place.get());
        if (mayOpen.test(folder.resolve(name))) {
            present.appeared(port);
        } else if (!late) {
            lookAgain(name, node);
        } else if (!node.settled) {
            node.settled = true;
            present.unusable(
                    port,
                    new FaultException(
                            FaultCode.PORT_ACCESS_DENIED,
                            port.address(),
                            "no permission to read and write it after " + accessDeadline.toMillis() + " ms"));
        }
    }

    private void lookAgain(String name, Node node) {
        if (!node.waits) {
            node.waits = true;
            thread.later(LOOK_AGAIN, () -> {
                node.waits = false;
                look(name);
            });
        }
    }

    private DetectedPort detectedPort(String name, UsbPlace place) {
        String path = place.onUsb() ? place.path() : name;
        return new DetectedPort(
                address(name), path, place.busPath(), filter.slotName(path), place.usbId(), place.product());
    }

    private void forget(String name) {
        nodes.remove(name);
        present.vanished(address(name));
    }

    private String address(String name) {
        return folder.resolve(name).toString();
    }

    /** Distinguishes a node from a later one of the same name; without times, as those change while a device is used. */
    private static Optional<String> identity(Path node) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(node, "unix:ino,rdev,ctime", LinkOption.NOFOLLOW_LINKS);
            if (!Files.isSymbolicLink(node)) {
                return Optional.of(attributes.get("ino") + " " + attributes.get("rdev"));
            }
            if (!Files.exists(node)) {
                return Optional.empty();
            }
            return Optional.of(
                    attributes.get("ino") + " " + attributes.get("ctime") + " " + Files.readSymbolicLink(node));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
