package org.twomes.station.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** The rig's {@code dev} and {@code sys} folders, in the shape that Linux gives USB serial adapters. */
final class RigTree {
    private static final String BUS = "devices/pci0000:00/0000:00:14.0/usb1";
    /** The rig's hub is in the controller's first socket. */
    private static final String HUB = BUS + "/1-1";
    /** The bus as udev's links by path name it. */
    private static final String BUS_PATH = "pci-0000:00:14.0-usb-0:";

    private static final String VENDOR = "10c4";
    private static final String PRODUCT = "ea60";

    private final Path dev;
    private final Path sys;

    RigTree(Path folder) throws IOException {
        dev = Files.createDirectories(folder.resolve("dev"));
        sys = Files.createDirectories(folder.resolve("sys"));
        Files.createDirectories(sys.resolve("class/tty"));
        Files.createDirectories(sys.resolve(HUB));
        link(
                Files.createDirectories(sys.resolve("bus/usb/devices")).resolve("usb1"),
                Path.of("../../..").resolve(BUS));
    }

    /** Where a slot is, counted from 0: controller, sockets and interface. */
    static String slotPath(int slot) {
        return BUS_PATH + "1." + (slot + 1) + ":1.0";
    }

    /** Where a node appears. */
    Path device(String node) {
        return dev.resolve(node);
    }

    /** What a node will be, in sysfs; nobody looks there before the node appears. */
    void describe(int slot, String node) throws IOException {
        String usb = "1-1." + (slot + 1);
        Path device = Files.createDirectories(sys.resolve(HUB).resolve(usb));
        Files.writeString(device.resolve("idVendor"), VENDOR + "\n");
        Files.writeString(device.resolve("idProduct"), PRODUCT + "\n");
        Files.writeString(device.resolve("product"), "CP2102N USB to UART Bridge Controller\n");
        Files.writeString(device.resolve("serial"), "0001\n");
        Files.writeString(device.resolve("devpath"), String.format(Locale.ROOT, "1.%d%n", slot + 1));
        Files.writeString(device.resolve("busnum"), "1\n");
        Path port = Files.createDirectories(device.resolve(usb + ":1.0"));
        Files.writeString(port.resolve("bInterfaceNumber"), "00\n");
        Path tty = Files.createDirectories(port.resolve(node).resolve("tty").resolve(node));
        Files.writeString(port.resolve(node).resolve("port_number"), "0\n");
        link(tty.resolve("device"), Path.of("../.."));
        link(sys.resolve("class/tty").resolve(node), Path.of("../..").resolve(sys.relativize(tty)));
    }

    /** The node itself appears. */
    Path show(String node, Path slave) throws IOException {
        Path link = device(node);
        link(link, slave);
        return link;
    }

    /** The node goes away, then what it was. */
    void unplug(int slot, String node) throws IOException {
        Files.deleteIfExists(dev.resolve(node));
        Files.deleteIfExists(sys.resolve("class/tty").resolve(node));
        Path device = sys.resolve(HUB).resolve("1-1." + (slot + 1));
        if (Files.exists(device)) {
            try (Stream<Path> all = Files.walk(device)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** A link that is there whole at once, in place of what had its name. */
    private static void link(Path at, Path target) throws IOException {
        Path fresh = at.resolveSibling("." + at.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, at, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
