package org.twomes.station.doctor;

import java.nio.file.Files;
import java.util.List;

/** Whether something keeps the clock right: unit times, back-off and Quartz hang on it. */
record ClockCheck(Machine machine) implements Check {
    /** systemd-timesyncd makes this file once it has reached a server (systemd-timesyncd.service(8)). */
    private static final String TIMESYNCD = "run/systemd/timesync/synchronized";

    private static final List<String> KEEPERS = List.of("chronyd", "ntpd", "ntpsec", "systemd-timesyn");

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<Finding> look() {
        if (Files.exists(machine.path(TIMESYNCD))) {
            return List.of(Finding.fine(name(), "It follows a time server (systemd-timesyncd)."));
        }
        return List.of(KEEPERS.stream()
                .filter(machine::runs)
                .findFirst()
                .map(keeper -> Finding.fine(name(), keeper + " keeps it."))
                .orElseGet(() -> Finding.warning(
                        name(),
                        "Nothing keeps this machine's clock right.",
                        "timedatectl set-ntp true, or install chrony; stations of one ledger must agree within 1 s.")));
    }
}
