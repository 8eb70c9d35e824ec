package org.twomes.station.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.twomes.station.config.PortsSection;
import org.twomes.station.port.PortList;

/** The serial ports that are plugged in now, and whether this user may open the ones to come. */
record PortsCheck(PortsSection ports, Machine machine) implements Check {
    private static final String GROUP = "dialout";

    @Override
    public String name() {
        return "ports";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        List<PortList.Entry> entries = PortList.of(ports);
        long taken = entries.stream().filter(PortList.Entry::taken).count();
        for (PortList.Entry entry : entries) {
            if (entry.denied()) {
                findings.add(Finding.fault(
                        name(),
                        entry.port().address() + " may not be opened by this user.",
                        "usermod -aG " + GROUP + " USER, then log in anew or restart the station."));
            }
        }
        missed(entries).ifPresent(findings::add);
        findings.add(
                entries.isEmpty()
                        ? Finding.warning(
                                name(),
                                "No serial port is plugged in.",
                                "Plug a board in and run this again; if it is not listed, see `dmesg`.")
                        : Finding.fine(
                                name(),
                                "The station takes %d of %d serial ports; `station ports` gives the reason for each."
                                        .formatted(taken, entries.size())));
        group().ifPresent(findings::add);
        return findings;
    }

    /** Ports of a vendor's own driver, whose device names differ from those of the kernel's. */
    private Optional<Finding> missed(List<PortList.Entry> entries) {
        List<PortList.Entry> missed =
                entries.stream().filter(entry -> entry.missed().isPresent()).toList();
        if (missed.isEmpty()) {
            return Optional.empty();
        }
        String ports = missed.stream()
                .map(entry -> entry.port().address() + " (" + entry.port().usbId() + ")")
                .collect(Collectors.joining(", "));
        String globs = missed.stream()
                .flatMap(entry -> entry.missed().stream())
                .distinct()
                .map(glob -> '"' + glob + '"')
                .collect(Collectors.joining(", "));
        return Optional.of(Finding.warning(
                name(),
                "Not taken because of its device name, although the adapter is one of ports.usbIds: " + ports + ".",
                "Add " + globs
                        + " to ports.include and restart the station, or to ports.exclude what is not to be taken."));
    }

    /** Whether this user is in udev's group for serial ports; root needs no group. */
    private Optional<Finding> group() {
        Optional<String> gid = lineOf("etc/group", GROUP + ":").map(line -> line.split(":", -1)[2]);
        Optional<String> groups = lineOf("proc/self/status", "Groups:");
        Optional<String> uid = lineOf("proc/self/status", "Uid:").map(line -> line.split("\\s+", -1)[1]);
        if (gid.isEmpty() || groups.isEmpty() || uid.filter("0"::equals).isPresent()) {
            return Optional.empty();
        }
        boolean member = Arrays.asList(groups.get().split("\\s+", -1)).contains(gid.get());
        return Optional.of(
                member
                        ? Finding.fine(name(), "This user is in the group " + GROUP + ".")
                        : Finding.fault(
                                name(),
                                "This user is not in the group " + GROUP + ", to which udev gives serial ports.",
                                "usermod -aG " + GROUP + " USER, then log in anew or restart the station."));
    }

    private Optional<String> lineOf(String file, String start) {
        return machine.text(file).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(start))
                .findFirst();
    }
}
