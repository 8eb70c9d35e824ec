package org.twomes.station.port.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that play {@code /dev} and {@code /sys}, and the kernel that shows serial adapters in them. */
public final class UsbTree {

    public final Path dev;
    public final Path sys;
    private String controller = "pci0000:00/0000:00:14.0";
    private int plugged;

    public UsbTree(Path folder) throws IOException {
        dev = Files.createDirectories(folder.resolve("dev"));
        sys = Files.createDirectories(folder.resolve("sys"));
        Files.createDirectories(sys.resolve("class/tty"));
    }

    /** What is plugged from now on is below this controller, a folder under {@code devices}. */
    public UsbTree on(String otherController) {
        controller = otherController;
        return this;
    }

    /** A CP2102 on the port {@code usb} of a hub, e.g. {@code 1-1.4}, shown as {@code node}. */
    public void plug(String node, String usb) throws IOException {
        plug(node, usb, "10c4:ea60");
    }

    /** An adapter with one channel. */
    public void plug(String node, String usb, String usbId) throws IOException {
        device(usb, usbId);
        channel(node, usb, 0, 0);
        show(node);
    }

    /** The USB device itself, as every plugging numbers it anew; its channels are added one by one. */
    public void device(String usb, String usbId) throws IOException {
        Path device = Files.createDirectories(folder(usb));
        Files.writeString(device.resolve("idVendor"), usbId.substring(0, 4) + "\n");
        Files.writeString(device.resolve("idProduct"), usbId.substring(5) + "\n");
        Files.writeString(device.resolve("product"), "Adapter " + usbId + "\n");
        Files.writeString(device.resolve("devnum"), ++plugged + "\n");
    }

    /** A channel of an adapter in sysfs, as USB serial drivers show it; its node is not there yet. */
    public void channel(String node, String usb, int face, int port) throws IOException {
        Path side = interfaceFolder(usb, face);
        Files.createDirectories(side.resolve(node).resolve("tty"));
        Files.writeString(side.resolve(node).resolve("port_number"), port + "\n");
        tty(node, side.resolve(node).resolve("tty").resolve(node), Path.of("../.."));
    }

    /** The same of a USB modem (cdc_acm), which has no port number and no folder of its own. */
    public void modem(String node, String usb, int face) throws IOException {
        Path side = interfaceFolder(usb, face);
        Files.createDirectories(side.resolve("tty"));
        tty(node, side.resolve("tty").resolve(node), Path.of("../.."));
    }

    /** A UART of the machine itself. */
    public void uart(String node) throws IOException {
        Path device = Files.createDirectories(sys.resolve("devices/pnp0/00:01/tty"));
        tty(node, device.resolve(node), Path.of("../.."));
        show(node);
    }

    /** The node appears. */
    public void show(String node) throws IOException {
        Files.createFile(dev.resolve(node));
    }

    /** The node goes, and the adapter with all that it was. */
    public void unplug(String node, String usb) throws IOException {
        Files.delete(dev.resolve(node));
        Files.delete(sys.resolve("class/tty").resolve(node));
        remove(folder(usb));
    }

    public static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path interfaceFolder(String usb, int face) throws IOException {
        Path side = Files.createDirectories(folder(usb).resolve(usb + ":1." + face));
        Files.writeString(side.resolve("bInterfaceNumber"), "0" + face + "\n");
        return side;
    }

    private void tty(String node, Path tty, Path device) throws IOException {
        Files.createDirectories(tty);
        Files.createSymbolicLink(tty.resolve("device"), device);
        Path link = sys.resolve("class/tty").resolve(node);
        Files.createSymbolicLink(link, link.getParent().relativize(tty));
    }

    private Path folder(String usb) {
        Path folder = sys.resolve("devices").resolve(controller).resolve("usb" + usb.substring(0, usb.indexOf('-')));
        for (int hub = usb.indexOf('.'); hub > 0; hub = usb.indexOf('.', hub + 1)) {
            folder = folder.resolve(usb.substring(0, hub));
        }
        return folder.resolve(usb);
    }
}
