package org.twomes.station.port.usb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.common.OutsideText;

/**
 * Reads the USB place and adapter of a tty from sysfs (kernel: Documentation/ABI/stable/sysfs-bus-usb and testing/sysfs-bus-usb): the interface's
 * folder has {@code bInterfaceNumber}, the device's above it {@code idVendor}, {@code idProduct}, {@code product} and
 * {@code devnum}; USB serial drivers add {@code port_number}.
 */
public final class Sysfs {
    private final Path root;
    private final UsbPaths paths;

    public Sysfs(Path root) {
        this.root = root;
        this.paths = new UsbPaths(root);
    }

    /** Place and adapter of {@code tty}; empty while sysfs has no entry for it. */
    public Optional<UsbPlace> place(String tty) {
        Path entry = root.resolve("class/tty").resolve(tty);
        try {
            Path top = root.toRealPath();
            Path folder = entry.toRealPath();
            Optional<Path> usb = above(folder, "idVendor", top);
            Path device = entry.resolve("device");
            if (usb.isEmpty() && Files.exists(device)) {
                folder = device.toRealPath();
                usb = above(folder, "idVendor", top);
            }
            String node = folder + " " + Files.getAttribute(folder, "unix:ino");
            if (usb.isEmpty()) {
                return Optional.of(new UsbPlace("", "", "", "", node));
            }
            String usbId = (text(usb.get(), "idVendor") + ":" + text(usb.get(), "idProduct")).toLowerCase(Locale.ROOT);
            Path place = above(folder, "bInterfaceNumber", usb.get()).orElse(usb.get());
            String number = above(folder, "port_number", place)
                    .map(path -> text(path, "port_number"))
                    .orElseGet(() -> Integer.toString(UsbPaths.lowerNumbers(entry, tty)));
            String further = number.isEmpty() || number.equals("0") ? "" : "-port" + number;
            return Optional.of(new UsbPlace(
                    paths.place(place) + further,
                    place.getFileName() + further,
                    usbId,
                    text(usb.get(), "product"),
                    node + " " + text(usb.get(), "devnum")));
        } catch (IOException e) {
            // The entry vanishes in parts while its board is unplugged.
            return Optional.empty();
        }
    }

    private static Optional<Path> above(Path folder, String file, Path top) {
        for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(file))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static String text(Path folder, String file) {
        try {
            // A device writes its own product name, of up to 126 UTF-16 units (USB 2.0, 9.6.7).
            byte[] bytes = Files.readAllBytes(folder.resolve(file));
            return OutsideText.line(new String(bytes, StandardCharsets.UTF_8), OutsideText.NAME);
        } catch (IOException e) {
            return "";
        }
    }
}
