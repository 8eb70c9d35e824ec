package org.twomes.station.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs that take serial adapters for something else: brltty (a braille display) and ModemManager (a modem). */
record ConflictingServicesCheck(Machine machine) implements Check {
    private static final String BRLTTY = "brltty";
    /** The name as the kernel keeps it. */
    private static final String MODEM_MANAGER = "ModemManager";

    @Override
    public String name() {
        return "other programs";
    }

    @Override
    public List<Finding> look() throws IOException {
        List<Finding> findings = new ArrayList<>();
        brltty().ifPresent(findings::add);
        modemManager().ifPresent(findings::add);
        if (findings.isEmpty()) {
            findings.add(Finding.fine(name(), "Neither brltty nor ModemManager opens the ports."));
        }
        return findings;
    }

    private Optional<Finding> brltty() throws IOException {
        for (Path rules : machine.udevRules()) {
            if (Machine.nameOf(rules).contains(BRLTTY) && !masked(rules)) {
                return Optional.of(Finding.fault(
                        name(),
                        "brltty's udev rules (" + rules + ") take over CH340, CP210x and FTDI adapters.",
                        "apt-get remove brltty, or: ln -s /dev/null /etc/udev/rules.d/" + Machine.nameOf(rules)
                                + " && udevadm control --reload"));
            }
        }
        return machine.runs(BRLTTY)
                ? Optional.of(Finding.warning(
                        name(), "brltty runs and may take an adapter.", "systemctl disable --now brltty"))
                : Optional.empty();
    }

    private Optional<Finding> modemManager() {
        boolean keptAway = machine.udevRules().stream()
                .anyMatch(file -> Machine.nameOf(file).equals(UdevCheck.RULES));
        if (!machine.runs(MODEM_MANAGER) || keptAway) {
            return Optional.empty();
        }
        return Optional.of(Finding.fault(
                name(),
                "ModemManager runs and writes to each new port, in the middle of flashing.",
                "Install the station's udev rules, or: systemctl disable --now ModemManager"));
    }

    /** A rules file that is empty, as a link to {@code /dev/null} is, does nothing. */
    private static boolean masked(Path rules) throws IOException {
        return Files.readString(rules).isBlank();
    }
}
