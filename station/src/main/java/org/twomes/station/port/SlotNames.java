package org.twomes.station.port;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.SlotPath;
import org.twomes.station.port.rfc2217.Rfc2217Address;
import org.twomes.station.port.usb.UsbPaths;

/** Names of the slots by their places. */
public final class SlotNames {
    private static final Pattern BY_PATH =
            Pattern.compile("(?<controllers>.+)-(?<usb>usb(v3)?)-0:(?<sockets>[0-9.]+)(?<face>:.*)");
    private static final Pattern BUS_NUMBER = Pattern.compile("(?<device>[0-9]+-[0-9.]+)(?<face>:.*)");
    /** The last controller, to which the sockets belong. */
    private static final Pattern CONTROLLER =
            Pattern.compile("(?:.*-)?(?:pci-(?:0000:)?|(?:platform|amba|acpi|xen|scm|ccw|ccwgroup|iucv)-)(?<name>.+)");

    private final UsbPaths usb;
    private final Map<String, PortsSection.Slot> byPlace = new LinkedHashMap<>();

    /** The configuration's names; bus numbers in it are resolved to the buses' present numbers. */
    public SlotNames(PortsSection ports) {
        usb = new UsbPaths(ports.sysRoot());
        ports.slots().forEach(slot -> byPlace.putIfAbsent(place(slot.path()), slot));
    }

    /** The canonical place of a path in any of the supported forms. */
    public String place(String path) {
        return usb.resolved(SlotPath.canonical(path));
    }

    /** The configured slots by their places, in their order. */
    public Map<String, PortsSection.Slot> places() {
        return Collections.unmodifiableMap(byPlace);
    }

    /** The configured slot at the place {@code slotPath}. */
    public Optional<PortsSection.Slot> slot(String slotPath) {
        return Optional.ofNullable(byPlace.get(slotPath));
    }

    /** The operator's name for the place {@code slotPath}, or a readable one made from it. */
    public String name(String slotPath) {
        return slot(slotPath).map(PortsSection.Slot::name).orElseGet(() -> madeUp(slotPath));
    }

    private static String madeUp(String slotPath) {
        if (Rfc2217Address.matches(slotPath)) {
            return slotPath.substring(slotPath.indexOf("//") + 2);
        }
        Matcher path = BY_PATH.matcher(slotPath);
        if (path.matches()) {
            Matcher controller = CONTROLLER.matcher(path.group("controllers"));
            String on = controller.matches() ? controller.group("name") : path.group("controllers");
            return (path.group("usb").equals("usb") ? "usb " : "usb3 ") + path.group("sockets") + " on " + on
                    + face(path.group("face"));
        }
        Matcher bus = BUS_NUMBER.matcher(slotPath);
        return bus.matches() ? "usb " + bus.group("device") + face(bus.group("face")) : slotPath;
    }

    private static String face(String numbers) {
        return numbers.equals(SlotPath.FIRST_INTERFACE) ? "" : " interface " + numbers.substring(1);
    }
}
