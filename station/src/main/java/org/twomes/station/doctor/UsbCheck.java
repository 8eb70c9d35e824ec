package org.twomes.station.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * USB as sysfs shows it (kernel: Documentation/ABI/testing/sysfs-bus-usb): devices per controller, bus-powered hubs with many
 * devices, ports with over-current.
 *
 * @param sys the root of sysfs
 */
record UsbCheck(Path sys) implements Check {
    /** A common xHCI controller has room for 96 endpoints: some 32 devices with 3 each, hubs counted (Intel's data sheets). */
    private static final int MOST_DEVICES = 32;

    private static final int MANY_DEVICES = 24;

    private static final String ROOT_HUB = "usb";

    /** USB 2.0, 9.6.3: bit 6 of bmAttributes says that the device has its own supply. */
    private static final int SELF_POWERED = 0x40;
    /** USB 2.0, 11.24.2: class code of hubs. */
    private static final String HUB_CLASS = "09";
    /** USB 2.0, 7.2.1.1: a hub without its own supply gives each of at most four sockets 100 mA. */
    private static final int BUS_POWERED_SOCKETS = 4;

    @Override
    public String name() {
        return "usb";
    }

    @Override
    public List<Finding> look() {
        List<Path> devices = Machine.list(sys.resolve("bus/usb/devices")).stream()
                .filter(device -> Files.exists(device.resolve("bDeviceClass")))
                .toList();
        if (devices.isEmpty()) {
            return List.of(Finding.warning(
                    name(), "This machine has no USB bus.", "See `dmesg`; a station without USB needs ports.rfc2217."));
        }
        List<Finding> findings = new ArrayList<>();
        controllers(devices).values().forEach(buses -> count(buses, devices).ifPresent(findings::add));
        for (Path device : devices) {
            power(device, devices).ifPresent(findings::add);
            overCurrent(device, findings);
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(
                    name(), devices.size() + " USB devices; every controller has room, every hub its own supply."));
        }
        return findings;
    }

    /** The numbers of each controller's buses: an xHCI has one for USB 2 and one for USB 3, below the same PCI device. */
    private static Map<Path, List<String>> controllers(List<Path> devices) {
        Map<Path, List<String>> controllers = new LinkedHashMap<>();
        for (Path device : devices) {
            if (Machine.nameOf(device).startsWith(ROOT_HUB)) {
                controllers
                        .computeIfAbsent(above(device), controller -> new ArrayList<>())
                        .add(Machine.nameOf(device).substring(ROOT_HUB.length()));
            }
        }
        return controllers;
    }

    /** The controller of a root hub; the root hub itself where sysfs does not show it. */
    private static Path above(Path rootHub) {
        try {
            Path real = rootHub.toRealPath();
            return Files.isSymbolicLink(rootHub) ? Objects.requireNonNullElse(real.getParent(), real) : real;
        } catch (IOException e) {
            return rootHub;
        }
    }

    /** Devices are named after their bus and ports, e.g. {@code 1-4.2}; the bus itself is {@code usb1}. */
    private Optional<Finding> count(List<String> buses, List<Path> devices) {
        long on = devices.stream()
                .filter(device ->
                        buses.stream().anyMatch(bus -> Machine.nameOf(device).startsWith(bus + "-")))
                .count();
        String what = "The controller of USB bus %s carries %d devices; it has room for about %d, hubs counted."
                .formatted(String.join(" and ", buses), on, MOST_DEVICES);
        if (on >= MOST_DEVICES) {
            return Optional.of(Finding.fault(name(), what, "Put some hubs on a second controller (a PCIe card)."));
        }
        return on >= MANY_DEVICES
                ? Optional.of(
                        Finding.warning(name(), what, "Plan a second controller (a PCIe card) before adding more."))
                : Optional.empty();
    }

    private Optional<Finding> power(Path device, List<Path> devices) {
        boolean hub = Machine.text(device.resolve("bDeviceClass"))
                .filter(HUB_CLASS::equals)
                .isPresent();
        boolean root = Machine.nameOf(device).startsWith(ROOT_HUB);
        Optional<Integer> attributes = Machine.text(device.resolve("bmAttributes"))
                .filter(text -> text.matches("[0-9a-fA-F]{2}"))
                .map(text -> Integer.parseInt(text, 16));
        if (!hub || root || attributes.isEmpty() || (attributes.get() & SELF_POWERED) != 0) {
            return Optional.empty();
        }
        long below = devices.stream()
                .filter(other ->
                        Machine.nameOf(other).matches(Machine.nameOf(device).replace(".", "\\.") + "\\.\\d+"))
                .count();
        String what = "Hub %s (%s) is bus-powered, with %d devices on it; a board needs up to 300 mA."
                .formatted(
                        Machine.nameOf(device),
                        Machine.text(device.resolve("product")).orElse("no name"),
                        below);
        return Optional.of(
                below >= BUS_POWERED_SOCKETS
                        ? Finding.fault(name(), what, "Give the hub its own power supply.")
                        : Finding.warning(name(), what, "Give the hub its own power supply."));
    }

    /** USB ports count their over-current events. */
    private void overCurrent(Path device, List<Finding> findings) {
        for (Path inner : Machine.list(device)) {
            if (!Machine.nameOf(inner).toLowerCase(Locale.ROOT).endsWith(":1.0")) {
                continue;
            }
            for (Path socket : Machine.list(inner)) {
                int times = Machine.number(socket.resolve("over_current_count")).orElse(0);
                if (times > 0) {
                    findings.add(Finding.warning(
                            name(),
                            "Socket %s was cut off %d times for drawing too much current."
                                    .formatted(Machine.nameOf(socket), times),
                            "Look for a board or cable with a short; use a hub with a stronger supply."));
                }
            }
        }
    }
}
