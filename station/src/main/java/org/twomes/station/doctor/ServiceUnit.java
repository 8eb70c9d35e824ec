package org.twomes.station.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.twomes.station.config.ServiceSandbox;

/** The installed systemd service: its unit and the drop-ins beside it (systemd.unit(5)). */
record ServiceUnit(Machine machine) {
    /** The administrator's come before those of packages. */
    private static final List<String> FOLDERS =
            List.of("etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system", "lib/systemd/system");

    /** Whether there is one. */
    boolean installed() {
        return !units().isEmpty();
    }

    /** The lines of the unit in force and its drop-ins, without blanks around them, in the order in which they count. */
    List<String> lines() {
        List<Path> files = new ArrayList<>(units().stream().limit(1).toList());
        files.addAll(dropIns());
        return files.stream()
                .flatMap(file -> Machine.text(file).stream())
                .flatMap(String::lines)
                .map(String::strip)
                .toList();
    }

    private List<Path> units() {
        return files("");
    }

    /** By name, whatever folder they are in; the administrator's hides a package's of its name. */
    private List<Path> dropIns() {
        Map<String, Path> byName = new TreeMap<>(Comparator.naturalOrder());
        files(".d").stream()
                .flatMap(folder -> Machine.list(folder).stream())
                .filter(file -> file.toString().endsWith(".conf"))
                .forEach(file -> byName.putIfAbsent(Machine.nameOf(file), file));
        return List.copyOf(byName.values());
    }

    private List<Path> files(String ending) {
        return FOLDERS.stream()
                .map(folder -> machine.path(folder + "/" + ServiceSandbox.UNIT + ending))
                .filter(Files::exists)
                .toList();
    }

    /** The values of a key, e.g. {@code ReadWritePaths=}, in the order in which they count. */
    Stream<String> values(String key) {
        return lines().stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip());
    }
}
