package org.twomes.station.port;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import org.twomes.station.config.PortsSection;

/** Which ports are the station's, and what their slots are called. */
final class PortFilter {
    /** The first interface of the first configuration, which nearly all adapters have only. */
    private static final String FIRST_INTERFACE = ":1.0";

    private final List<PathMatcher> include;
    private final List<PathMatcher> exclude;
    private final List<String> usbIds;
    private final List<PortsSection.Slot> slots;

    PortFilter(PortsSection ports) {
        include = ports.include().stream().map(PortFilter::glob).toList();
        exclude = ports.exclude().stream().map(PortFilter::glob).toList();
        usbIds = ports.usbIds();
        slots = ports.slots();
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    /** Whether a node of this name can be the station's. */
    boolean takesName(String node) {
        Path name = Path.of(node);
        return include.stream().anyMatch(each -> each.matches(name))
                && exclude.stream().noneMatch(each -> each.matches(name));
    }

    /** Whether an adapter with this {@code vid:pid} is the station's; without a list of them all are. */
    boolean takesUsb(String usbId) {
        int colon = usbId.indexOf(':');
        return usbIds.isEmpty()
                || usbIds.contains(usbId)
                || (colon > 0 && usbIds.contains(usbId.substring(0, colon) + ":*"));
    }

    /** The operator's name for the place {@code slotPath}, or a readable one made from it. */
    String slotName(String slotPath) {
        return named(slotPath).orElseGet(() -> madeUp(slotPath));
    }

    private Optional<String> named(String slotPath) {
        return slots.stream()
                .filter(slot -> slot.path().equals(slotPath) || (slot.path() + FIRST_INTERFACE).equals(slotPath))
                .map(PortsSection.Slot::name)
                .findFirst();
    }

    private static String madeUp(String slotPath) {
        if (Rfc2217Address.matches(slotPath)) {
            return slotPath.substring(slotPath.indexOf("//") + 2);
        }
        int colon = slotPath.indexOf(':');
        if (colon < 0) {
            return slotPath;
        }
        String device = "usb " + slotPath.substring(0, colon);
        String rest = slotPath.substring(colon);
        return rest.equals(FIRST_INTERFACE) ? device : device + " interface " + rest.substring(1);
    }
}
