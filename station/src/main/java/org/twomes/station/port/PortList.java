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

/** The serial ports of this machine and, for each that the station does not take, the reason. For commands and checks. */
public final class PortList {
    /** Common prefix of all serial drivers' nodes, those of vendors' own drivers included. */
    private static final String SERIAL = "tty";

    private static final String DENIED = "no permission: add the user to the node's group (dialout)";

    private PortList() {}

    /**
     * A port.
     *
     * @param port address, place and adapter
     * @param taken whether the station takes it
     * @param why reason why not; empty when taken
     * @param missed entry to add to {@code ports.include} for a port that is left out only because of its name; empty for all
     *     others
     */
    public record Entry(DetectedPort port, boolean taken, String why, Optional<String> missed) {
        /** Whether the port is left out only because this user has no permission to open it. */
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
