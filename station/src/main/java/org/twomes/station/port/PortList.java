package org.twomes.station.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.twomes.station.config.PortsSection;
import org.twomes.station.port.usb.NaturalOrder;
import org.twomes.station.port.usb.Sysfs;
import org.twomes.station.port.usb.UsbPlace;
import org.twomes.station.port.watch.PortFilter;

/** The serial ports there are now, with what the station makes of each; for people, and for doctors. */
public final class PortList {
    /** What the nodes of all serial drivers begin with, whatever more a vendor's own driver calls them. */
    private static final String SERIAL = "tty";

    private static final String DENIED = "no permission: add the user to the node's group (dialout)";

    private PortList() {}

    /**
     * A port.
     *
     * @param port where and what it is
     * @param taken whether the station takes it
     * @param why why it does not; empty when it does
     * @param missed what to add to {@code ports.include} for a port that only its name keeps out: its adapter is one that the station
     *     takes; empty for all others
     */
    public record Entry(DetectedPort port, boolean taken, String why, Optional<String> missed) {
        /** Whether all that keeps the station from taking it is that this user may not open it. */
        public boolean denied() {
            return why.equals(DENIED);
        }
    }

    /** Every port under {@code ports.deviceRoot} that sysfs knows and that matches the globs or is on USB, in natural order. Opens none. */
    public static List<Entry> of(PortsSection ports) {
        PortFilter filter = new PortFilter(ports);
        Sysfs sysfs = new Sysfs(ports.sysRoot());
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> nodes = Files.list(ports.deviceRoot())) {
            for (Path node : nodes.sorted(Comparator.comparing(Path::toString, new NaturalOrder()))
                    .toList()) {
                String name = String.valueOf(node.getFileName());
                Optional<UsbPlace> place = sysfs.place(name);
                boolean named = filter.takesName(name);
                if (named
                        || (name.startsWith(SERIAL)
                                && place.filter(UsbPlace::onUsb).isPresent())) {
                    entries.add(entry(node, name, named, place, filter));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("ports.deviceRoot " + ports.deviceRoot() + " cannot be listed", e);
        }
        ports.rfc2217()
                .forEach(address -> entries.add(new Entry(
                        new DetectedPort(address, address, filter.slotName(address), "", "RFC 2217"),
                        true,
                        "",
                        Optional.empty())));
        return entries;
    }

    private static Entry entry(Path node, String name, boolean named, Optional<UsbPlace> place, PortFilter filter) {
        String path = place.filter(UsbPlace::onUsb).map(UsbPlace::path).orElse(name);
        DetectedPort port = new DetectedPort(
                node.toString(),
                path,
                place.map(UsbPlace::busPath).orElse(""),
                filter.slotName(path),
                place.map(UsbPlace::usbId).orElse(""),
                place.map(UsbPlace::product).orElse(""));
        Optional<String> missed = named || filter.leavesOut(name) || !filter.takesUsb(port.usbId())
                ? Optional.empty()
                : Optional.of(name.replaceAll("[0-9]+$", "") + "*");
        String why = "";
        if (missed.isPresent()) {
            why = "its name matches none of ports.include: add \"" + missed.get() + "\" there";
        } else if (!named) {
            why = filter.leavesOut(name)
                    ? "its name matches one of ports.exclude"
                    : "its name matches none of ports.include";
        } else if (place.isEmpty()) {
            why = "sysfs does not know it";
        } else if (!filter.takesUsb(place.get().usbId())) {
            why = "its USB id is not among ports.usbIds";
        } else if (!Files.isReadable(node) || !Files.isWritable(node)) {
            why = DENIED;
        }
        return new Entry(port, why.isEmpty(), why, missed);
    }
}
