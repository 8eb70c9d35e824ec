package org.twomes.station.config;

import java.util.regex.Pattern;

/**
 * The forms in which people write the place of a port on USB. The station's own is that of udev's by-path links: the controller's
 * path, the sockets on the way, configuration and interface, e.g. {@code pci-0000:00:14.0-usb-0:1.4.2:1.0}.
 */
public final class SlotPath {
    /** The first interface of the first configuration, which nearly all adapters have only. */
    public static final String FIRST_INTERFACE = ":1.0";

    /** Where udev keeps its links by path. */
    private static final String LINKS = "/dev/serial/by-path/";

    /** What udev's rule (60-serial.rules) adds for the only port of an interface. */
    private static final String FIRST_PORT = "-port0";

    /** The kernel's own name: the number of the bus, and the sockets; it may have an interface and a port behind it. */
    private static final Pattern BUS_NUMBER = Pattern.compile("[0-9]+-[0-9]+(\\.[0-9]+)*(:.*)?");

    private static final Pattern NO_INTERFACE = Pattern.compile("([0-9]+-|.*-usb(v3)?-0:)[0-9]+(\\.[0-9]+)*");

    /** Newer udev has a second link with the revision of the bus, which for USB 1 and 2 says nothing about the place. */
    private static final Pattern REVISION = Pattern.compile("-usbv[12]-0:");

    private SlotPath() {}

    /** The same place in one way of writing it: without the links' folder, the first port's number, and with an interface. */
    public static String canonical(String path) {
        String place = path.startsWith(LINKS) ? path.substring(LINKS.length()) : path;
        if (place.contains("://")) {
            return place;
        }
        place = REVISION.matcher(place).replaceFirst("-usb-0:");
        if (place.endsWith(FIRST_PORT)) {
            place = place.substring(0, place.length() - FIRST_PORT.length());
        }
        return NO_INTERFACE.matcher(place).matches() ? place + FIRST_INTERFACE : place;
    }

    /** Whether the path begins with the number of a bus, which the kernel may give to another controller after a restart. */
    public static boolean namesBus(String path) {
        return BUS_NUMBER.matcher(canonical(path)).matches();
    }
}
