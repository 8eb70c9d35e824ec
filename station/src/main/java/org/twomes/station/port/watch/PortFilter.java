package org.twomes.station.port.watch;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Supplier;
import org.twomes.station.config.PortsSection;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.SlotNames;

/** Decides which ports are the station's, and names their slots. */
public final class PortFilter {
    private final List<PathMatcher> include;
    private final List<PathMatcher> exclude;
    private final List<String> usbIds;
    private volatile Supplier<SlotNames> names;

    public PortFilter(PortsSection ports) {
        include = ports.include().stream().map(PortFilter::glob).toList();
        exclude = ports.exclude().stream().map(PortFilter::glob).toList();
        usbIds = ports.usbIds();
        names = () -> new SlotNames(ports);
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    /** Whether a node of this name matches {@code ports.include} and not {@code ports.exclude}. */
    public boolean takesName(String node) {
        Path name = Path.of(node);
        return include.stream().anyMatch(each -> each.matches(name)) && !leavesOut(node);
    }

    /** Whether a port of this name matches {@code ports.exclude}. */
    public boolean leavesOut(String node) {
        Path name = Path.of(node);
        return exclude.stream().anyMatch(each -> each.matches(name));
    }

    /** Whether an adapter with this {@code vid:pid} is the station's; without a list of them all are. */
    public boolean takesUsb(String usbId) {
        int colon = usbId.indexOf(':');
        return usbIds.isEmpty()
                || usbIds.contains(usbId)
                || (colon > 0 && usbIds.contains(usbId.substring(0, colon) + ":*"));
    }

    /** From now on slot names come from {@code others} instead of the configuration at the start. */
    void nameBy(Supplier<SlotNames> others) {
        names = others;
    }

    /** The operator's name for the place {@code slotPath}, or a readable one made from it. */
    public String slotName(String slotPath) {
        return names.get().name(slotPath);
    }

    /** The port with the present name of its slot. */
    DetectedPort named(DetectedPort port) {
        return port.called(slotName(port.slotPath()));
    }
}
