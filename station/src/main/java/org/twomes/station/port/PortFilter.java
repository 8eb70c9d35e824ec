package org.twomes.station.port;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Supplier;
import org.twomes.station.config.PortsSection;

/** Which ports are the station's, and what their slots are called. */
final class PortFilter {
    private final List<PathMatcher> include;
    private final List<PathMatcher> exclude;
    private final List<String> usbIds;
    private volatile Supplier<SlotNames> names;

    PortFilter(PortsSection ports) {
        include = ports.include().stream().map(PortFilter::glob).toList();
        exclude = ports.exclude().stream().map(PortFilter::glob).toList();
        usbIds = ports.usbIds();
        names = () -> new SlotNames(ports);
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    /** Whether a node of this name can be the station's. */
    boolean takesName(String node) {
        Path name = Path.of(node);
        return include.stream().anyMatch(each -> each.matches(name)) && !leavesOut(node);
    }

    /** Whether a port of this name is never touched. */
    boolean leavesOut(String node) {
        Path name = Path.of(node);
        return exclude.stream().anyMatch(each -> each.matches(name));
    }

    /** Whether an adapter with this {@code vid:pid} is the station's; without a list of them all are. */
    boolean takesUsb(String usbId) {
        int colon = usbId.indexOf(':');
        return usbIds.isEmpty()
                || usbIds.contains(usbId)
                || (colon > 0 && usbIds.contains(usbId.substring(0, colon) + ":*"));
    }

    /** From now on slots are called so, instead of as the configuration did that this was made of. */
    void nameBy(Supplier<SlotNames> others) {
        names = others;
    }

    /** The operator's name for the place {@code slotPath}, or a readable one made from it. */
    String slotName(String slotPath) {
        return names.get().name(slotPath);
    }

    /** The port as its slot is called now. */
    DetectedPort named(DetectedPort port) {
        return port.called(slotName(port.slotPath()));
    }
}
