package org.twomes.station.doctor;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.ServiceSandbox;
import org.twomes.station.port.PortList;

/**
 * The installed service's {@code DeviceAllow} beside the configuration's {@code ports.include}: a kind of port that the station
 * takes and its service may not open. A kind is named as in /proc/devices, where a tty driver stands under the name of its nodes
 * without their numbers (kernel: tty_register_driver; systemd.resource-control(5)).
 */
record DeviceAllowCheck(PortsSection ports, Machine machine) implements Check {
    private static final String ALLOW = "DeviceAllow=";
    private static final String POLICY = "DevicePolicy=";
    /** The policy that allows everything as long as nothing is named. */
    private static final String OPEN = "auto";

    private static final Pattern GROUP = Pattern.compile("char-(\\S+)(\\s+(\\S+))?");
    private static final Pattern NODE = Pattern.compile("/dev/(\\S+)(\\s+(\\S+))?");
    /** The drivers of USB adapters: the kernel's two, and WCH's own for CH343 and CH9344. */
    private static final List<String> DRIVERS = List.of("ttyUSB", "ttyACM", "ttyCH343USB", "ttyCH9344USB");
    /** A glob that says which numbers of one driver it means. */
    private static final Pattern ONE_DRIVER = Pattern.compile("([A-Za-z][A-Za-z0-9_]*?)([0-9]*|[0-9]*\\[.*|[*?].*)");

    @Override
    public String name() {
        return "service";
    }

    @Override
    public List<Finding> look() {
        ServiceUnit unit = new ServiceUnit(machine);
        if (!unit.installed()) {
            return List.of();
        }
        List<String> allowed = allowed(unit);
        boolean closed =
                unit.values(POLICY).reduce(OPEN, (before, last) -> last).equals(OPEN) && allowed.isEmpty();
        Set<String> missing = new TreeSet<>();
        for (String driver : drivers()) {
            if (!closed && allowed.stream().noneMatch(rule -> allows(rule, driver))) {
                missing.add(driver);
            }
        }
        return missing.isEmpty()
                ? List.of(Finding.fine(name(), "It may open the ports of ports.include."))
                : List.of(Finding.warning(
                        name(),
                        "It may not open " + String.join(", ", missing) + " ports, which ports.include takes.",
                        remedy(missing)));
    }

    /** What is allowed in the end: an empty line takes back all before it. */
    private static List<String> allowed(ServiceUnit unit) {
        List<String> allowed = new ArrayList<>();
        unit.values(ALLOW).forEach(rule -> {
            if (rule.isEmpty()) {
                allowed.clear();
            } else {
                allowed.add(rule);
            }
        });
        return allowed;
    }

    /** The drivers whose ports the station takes: those that a pattern of the configuration names, and those of ports that are there. */
    private Set<String> drivers() {
        Set<String> drivers = new TreeSet<>();
        for (String glob : ports.include()) {
            Matcher one = ONE_DRIVER.matcher(glob);
            if (one.matches() && glob.startsWith("tty") && !one.group(1).equals("tty")) {
                drivers.add(one.group(1));
            }
            DRIVERS.stream().filter(driver -> matches(glob, driver + "0")).forEach(drivers::add);
        }
        PortList.of(ports).stream()
                .filter(entry -> entry.taken() || entry.denied())
                .filter(entry -> !entry.port().usbId().isEmpty())
                .map(entry -> Path.of(entry.port().address()))
                .filter(node -> node.startsWith("/dev"))
                .forEach(node -> drivers.add(Machine.nameOf(node).replaceAll("[0-9]+$", "")));
        return drivers;
    }

    private static boolean allows(String rule, String driver) {
        Matcher group = GROUP.matcher(rule);
        if (group.matches()) {
            return matches(group.group(1), driver) && readsAndWrites(group.group(3));
        }
        Matcher node = NODE.matcher(rule);
        return node.matches()
                && node.group(1).matches(Pattern.quote(driver) + "[0-9]+")
                && readsAndWrites(node.group(3));
    }

    /** Without letters all is allowed. */
    private static boolean readsAndWrites(@org.jspecify.annotations.Nullable String letters) {
        return letters == null || letters.contains("r") && letters.contains("w");
    }

    private static boolean matches(String glob, String name) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(name));
    }

    private static String remedy(Set<String> drivers) {
        StringBuilder lines = new StringBuilder();
        drivers.forEach(driver ->
                lines.append("\\n").append(ALLOW).append("char-").append(driver).append(" rw"));
        String folder = "/etc/systemd/system/" + ServiceSandbox.UNIT + ".d";
        return "mkdir -p " + folder + " && printf '[Service]" + lines + "\\n' > " + folder
                + "/ports.conf && systemctl daemon-reload && systemctl restart twomes-station; the driver must be loaded before"
                + " the service starts.";
    }
}
