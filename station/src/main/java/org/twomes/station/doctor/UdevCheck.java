package org.twomes.station.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The station's udev rules are installed: they set the group of the ports, keep ModemManager off, and make links by USB path. */
record UdevCheck(Machine machine) implements Check {
    static final String RULES = "60-twomes-station.rules";

    @Override
    public String name() {
        return "udev";
    }

    @Override
    public List<Finding> look() {
        Optional<Path> rules = machine.udevRules().stream()
                .filter(file -> Machine.nameOf(file).equals(RULES))
                .findFirst();
        return List.of(
                rules.isPresent()
                        ? Finding.fine(name(), "The station's rules are in " + rules.get() + ".")
                        : Finding.warning(
                                name(),
                                "The station's udev rules (" + RULES + ") are not installed.",
                                "Copy config/udev/" + RULES
                                        + " to /etc/udev/rules.d, then: udevadm control --reload && udevadm trigger"));
    }
}
