package org.twomes.station.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.twomes.station.config.ServiceSandbox;

/** The installed systemd service: may write into the data folder, which its sandbox forbids of any but the usual one. */
record ServiceCheck(Path data, Machine machine) implements Check {
    private static final List<String> UNIT_FOLDERS =
            List.of("etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system", "lib/systemd/system");

    private static final String OPENS = "ReadWritePaths=";
    /** A path, in quotes or not; systemd takes {@code -} and {@code +} before it. */
    private static final Pattern PATH = Pattern.compile("[-+]*\"([^\"]+)\"|[-+]*([^\\s\"]+)");

    @Override
    public String name() {
        return "service";
    }

    @Override
    public List<Finding> look() {
        Optional<String> mend = ServiceSandbox.mend(data);
        List<Path> units = files("");
        if (units.isEmpty() || mend.isEmpty()) {
            return List.of(Finding.fine(
                    name(), units.isEmpty() ? "None is installed here." : "It may write into " + data + "."));
        }
        if (ServiceSandbox.hides(data)) {
            return List.of(Finding.fault(name(), "It cannot see " + data + ".", mend.get()));
        }
        List<Path> all = new ArrayList<>(units);
        all.addAll(dropIns());
        boolean opened = all.stream()
                .flatMap(file -> Machine.text(file).stream())
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> line.startsWith(OPENS))
                .flatMap(line -> paths(line.substring(OPENS.length())))
                .anyMatch(data.toAbsolutePath().normalize()::startsWith);
        return List.of(
                opened
                        ? Finding.fine(name(), "A drop-in lets it write into " + data + ".")
                        : Finding.fault(name(), "Its sandbox lets it write nothing in " + data + ".", mend.get()));
    }

    private List<Path> files(String ending) {
        return UNIT_FOLDERS.stream()
                .map(folder -> machine.path(folder + "/" + ServiceSandbox.UNIT + ending))
                .filter(Files::exists)
                .toList();
    }

    private List<Path> dropIns() {
        return files(".d").stream()
                .flatMap(folder -> Machine.list(folder).stream())
                .filter(file -> file.toString().endsWith(".conf"))
                .toList();
    }

    private static Stream<Path> paths(String words) {
        return PATH.matcher(words)
                .results()
                .map(found -> Path.of(found.group(1) == null ? found.group(2) : found.group(1)));
    }
}
