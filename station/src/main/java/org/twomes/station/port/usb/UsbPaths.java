package org.twomes.station.port.usb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.twomes.station.config.SlotPath;

/**
 * Names the places on USB as udev's by-path links do (systemd: src/udev/udev-builtin-path_id.c): going up from the device, each
 * controller by its subsystem and its name in sysfs, e.g. {@code pci-0000:00:14.0-usb-0:1.4:1.0} or
 * {@code platform-3f980000.usb-usb-0:1.2:1.0}. The number of the bus is left out, as the kernel gives it in the order in which it
 * finds the controllers.
 */
public final class UsbPaths {
    /** Subsystems whose devices have a name of their own, as in path_id; other subsystems are skipped. */
    private static final Set<String> NAMING =
            Set.of("pci", "platform", "amba", "acpi", "xen", "scm", "ccw", "ccwgroup", "iucv");

    private static final Pattern ROOT_HUB = Pattern.compile("usb[0-9]+");
    private static final Pattern PCI_DEVICE = Pattern.compile("[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
    private static final Pattern PCI_HOST = Pattern.compile("pci[0-9a-f]+:[0-9a-f]{2}");
    private static final Pattern BUS_NUMBER = Pattern.compile("([0-9]+)-(.+)");

    /** USB 3.2, 10.15.1: the device protocol of a SuperSpeed hub. */
    private static final String SUPER_SPEED = "03";

    /** Root hubs are not deeper under {@code devices} than this many bridges. */
    private static final int DEEPEST = 12;

    private final Path root;

    /** The places in the sysfs at {@code root}. */
    public UsbPaths(Path root) {
        this.root = root;
    }

    /**
     * The place of a USB device or interface.
     *
     * @param folder its real folder in sysfs, e.g. {@code .../usb1/1-1/1-1.4/1-1.4:1.0}
     * @return the kernel's own name, with the number of the bus, where the controller has no name
     */
    String place(Path folder) throws IOException {
        String name = name(folder);
        Path devices = root.toRealPath().resolve("devices");
        for (Path at = folder; at != null && at.startsWith(devices); at = at.getParent()) {
            if (ROOT_HUB.matcher(name(at)).matches()) {
                return bus(at, devices)
                        .map(bus -> bus + name.substring(name.indexOf('-') + 1))
                        .orElse(name);
            }
        }
        return name;
    }

    /**
     * Resolves a path with a bus number to its place, by the buses' present numbers.
     *
     * @return {@code path} itself when it names no bus, or one that is not there
     */
    public String resolved(String path) {
        Matcher parts = BUS_NUMBER.matcher(path);
        if (!SlotPath.namesBus(path) || !parts.matches()) {
            return path;
        }
        try {
            Path devices = root.toRealPath().resolve("devices");
            return rootHub("usb" + parts.group(1), devices)
                    .flatMap(hub -> bus(hub, devices))
                    .map(bus -> bus + parts.group(2))
                    .orElse(path);
        } catch (IOException | UncheckedIOException e) {
            return path;
        }
    }

    /**
     * Number of the same interface's ttys with a lower number: WCH's own driver (CH9344, CH348) numbers its ports in order and has
     * no {@code port_number} in sysfs.
     */
    static int lowerNumbers(Path entry, String tty) {
        NaturalOrder order = new NaturalOrder();
        try (Stream<Path> all =
                Files.list(Optional.ofNullable(entry.toRealPath().getParent()).orElse(entry))) {
            return (int) all.map(path -> String.valueOf(path.getFileName()))
                    .filter(other -> other.startsWith("tty") && order.compare(other, tty) < 0)
                    .count();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private Optional<Path> rootHub(String name, Path devices) throws IOException {
        Path all = root.resolve("bus/usb/devices");
        if (Files.isDirectory(all)) {
            Path link = all.resolve(name);
            return Files.exists(link) ? Optional.of(link.toRealPath()) : Optional.empty();
        }
        try (Stream<Path> found = Files.find(
                devices,
                DEEPEST,
                (path, attributes) -> attributes.isDirectory() && name(path).equals(name))) {
            return found.findFirst();
        }
    }

    /** The part of a place before the sockets, e.g. {@code pci-0000:00:14.0-usb-0:}. */
    private static Optional<String> bus(Path rootHub, Path devices) {
        StringBuilder controller = new StringBuilder();
        String below = "";
        for (Path at = rootHub.getParent();
                at != null && !at.equals(devices) && at.startsWith(devices);
                at = at.getParent()) {
            String subsystem = subsystem(at, devices);
            // In a chain of one subsystem (bridges behind bridges) only the lowest is in the name.
            if (NAMING.contains(subsystem) && !subsystem.equals(below)) {
                controller.insert(0, subsystem + "-" + name(at) + "-");
            }
            if (!subsystem.isEmpty() || Files.exists(at.resolve("uevent"))) {
                below = subsystem;
            }
        }
        if (controller.isEmpty()) {
            return Optional.empty();
        }
        // The two buses of an xHCI count their sockets both from 1; a serial adapter on the fast one is rare, and
        // udev's newer
        // links mark it so.
        boolean fast = text(rootHub.resolve("bDeviceProtocol")).equals(SUPER_SPEED);
        return Optional.of(controller + (fast ? "usbv3-0:" : "usb-0:"));
    }

    /** The subsystem of a device; in a tree without such links (tests, the virtual rig) derived from its name and place. */
    private static String subsystem(Path device, Path devices) {
        Path link = device.resolve("subsystem");
        if (Files.isSymbolicLink(link)) {
            try {
                return name(Files.readSymbolicLink(link));
            } catch (IOException e) {
                return "";
            }
        }
        if (!device.startsWith(devices) || Files.exists(device.resolve("uevent"))) {
            return "";
        }
        if (PCI_DEVICE.matcher(name(device)).matches()) {
            return "pci";
        }
        Path platform = devices.resolve("platform");
        boolean below = device.startsWith(platform) && !device.equals(platform);
        return below && !PCI_HOST.matcher(name(device)).matches() ? "platform" : "";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
