package org.twomes.station.doctor;

import java.nio.file.Files;
import java.util.List;

/** The clock is synchronized: times of units, back-off and Quartz depend on it. */
record ClockCheck(Machine machine) implements Check {
    /** systemd-timesyncd makes this file once it has reached a server (systemd-timesyncd.service(8)). */
    private static final String TIMESYNCD = "run/systemd/timesync/synchronized";

    /** The kernel keeps 15 characters of a program's name. */
    private static final String TIMESYNCD_PROGRAM = "systemd-timesyn";

    private static final List<String> KEEPERS = List.of("chronyd", "ntpd", "ntpsec");

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<Finding> look() {
        if (Files.exists(machine.path(TIMESYNCD))) {
            return List.of(Finding.fine(name(), "It is synchronized with a time server (systemd-timesyncd)."));
        }
        return List.of(KEEPERS.stream()
                .filter(machine::runs)
                .findFirst()
                .map(keeper -> Finding.fine(name(), keeper + " synchronizes it."))
                .orElseGet(this::unkept));
    }

    private Finding unkept() {
        return machine.runs(TIMESYNCD_PROGRAM)
                ? Finding.warning(
                        name(),
                        "systemd-timesyncd runs, but has not reached a time server since this machine started.",
                        "`timedatectl timesync-status` names its server; open UDP port 123 to it, or set another"
                                + " one in /etc/systemd/timesyncd.conf.")
                : Finding.warning(
                        name(),
                        "Nothing synchronizes this machine's clock.",
                        "timedatectl set-ntp true, or install chrony; stations of one ledger must agree within 1 s.");
    }
}
