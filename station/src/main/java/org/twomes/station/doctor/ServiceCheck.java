package org.twomes.station.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.twomes.station.config.ServiceSandbox;

/** The installed systemd service can write into the data folder; its sandbox allows only the default one. */
record ServiceCheck(Path data, Machine machine) implements Check {
    private static final String OPENS = "ReadWritePaths=";
    /** A path, in quotes or not; systemd takes {@code -} and {@code +} before it. */
    private static final Pattern PATH = Pattern.compile("[-+]*\"([^\"]+)\"|[-+]*([^\\s\"]+)");

    @Override
    public String name() {
        return "service";
    }

    @Override
    public List<Finding> look() {
        Optional<String> remedy = ServiceSandbox.remedy(data);
        ServiceUnit unit = new ServiceUnit(machine);
        if (!unit.installed() || remedy.isEmpty()) {
            return List.of(Finding.fine(
                    name(), unit.installed() ? "It may write into " + data + "." : "None is installed here."));
        }
        if (ServiceSandbox.hides(data)) {
            return List.of(Finding.fault(name(), "It cannot see " + data + ".", remedy.get()));
        }
        boolean opened = unit.values(OPENS)
                .flatMap(ServiceCheck::paths)
                .anyMatch(data.toAbsolutePath().normalize()::startsWith);
        return List.of(
                opened
                        ? Finding.fine(name(), "A drop-in lets it write into " + data + ".")
                        : Finding.fault(name(), "Its sandbox lets it write nothing in " + data + ".", remedy.get()));
    }

    private static Stream<Path> paths(String paths) {
        return PATH.matcher(paths)
                .results()
                .map(found -> Path.of(found.group(1) == null ? found.group(2) : found.group(1)));
    }
}
