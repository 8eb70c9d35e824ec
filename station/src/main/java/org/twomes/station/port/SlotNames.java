package org.twomes.station.port;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.twomes.station.config.PortsSection;

/** What the places on the rig are called. */
public final class SlotNames {
    /** The first interface of the first configuration, which nearly all adapters have only. */
    static final String FIRST_INTERFACE = ":1.0";

    /** A USB device: its bus and the sockets on the way to it. */
    private static final Pattern USB_DEVICE = Pattern.compile("\\d+-\\d+(\\.\\d+)*");

    private final List<PortsSection.Slot> slots;

    /** The names that the configuration gives. */
    public SlotNames(List<PortsSection.Slot> slots) {
        this.slots = List.copyOf(slots);
    }

    /** The place that an entry means: it may leave the first interface's number out. */
    public static String place(PortsSection.Slot slot) {
        return USB_DEVICE.matcher(slot.path()).matches() ? slot.path() + FIRST_INTERFACE : slot.path();
    }

    /** The configured slot at the place {@code slotPath}. */
    public Optional<PortsSection.Slot> slot(String slotPath) {
        return slots.stream().filter(slot -> place(slot).equals(slotPath)).findFirst();
    }

    /** The operator's name for the place {@code slotPath}, or a readable one made from it. */
    public String name(String slotPath) {
        return slot(slotPath).map(PortsSection.Slot::name).orElseGet(() -> madeUp(slotPath));
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
