package org.twomes.station.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.ledger.Ledger;

/** Whether the station can do its work, and what hinders it. */
public final class Health {
    /** Below this the disk is as good as full: a shift's logs and sheets would not fit. */
    private static final long LITTLE_DISK_BYTES = 200L << 20;

    private static final String RUNS = "boards that wait for it run by themselves then";
    private static final String MEANWHILE = "boards go on; registrations follow by themselves";

    private final Path data;
    private final Line line;
    private final Registrar registrar;
    private final Ledger ledger;
    private final Supplier<Optional<Bundle>> bundle;
    private final StationTrouble station;
    private final Supplier<List<Finding>> more;

    /** What is wrong: {@code what} for people, {@code remedy} for the engineer. */
    public record Finding(String part, String what, String remedy) {}

    /**
     * The whole.
     *
     * @param ready whether boards are taken and can be finished up to the back office
     * @param findings what is wrong, worst first; with {@code ready} the station is degraded
     */
    public record Report(boolean ready, List<Finding> findings) {
        /** {@code ready}, {@code degraded} or {@code down}. */
        public String status() {
            if (!ready) {
                return "down";
            }
            return findings.isEmpty() ? "ready" : "degraded";
        }
    }

    /**
     * Health of a station with these parts.
     *
     * @param data its data folder
     * @param more what others find that hinders
     */
    public Health(
            Path data,
            Line line,
            Registrar registrar,
            Ledger ledger,
            Supplier<Optional<Bundle>> bundle,
            StationTrouble station,
            Supplier<List<Finding>> more) {
        this.data = data;
        this.line = line;
        this.registrar = registrar;
        this.ledger = ledger;
        this.bundle = bundle;
        this.station = station;
        this.more = more;
    }

    /** Looks at everything now. */
    public Report report() {
        List<Finding> stops = new ArrayList<>();
        List<Finding> hinders = new ArrayList<>();
        checkLedger(stops);
        if (bundle.get().isEmpty()) {
            String wanted = line.bundleWanted();
            stops.add(
                    wanted.isEmpty()
                            ? new Finding(
                                    "bundle", "no firmware bundle is chosen", "set bundle.name to one of `bundle list`")
                            : new Finding(
                                    "bundle",
                                    "the firmware bundle " + wanted + " is not there yet, or not right",
                                    "`station bundle add` it; the station takes it up by itself"));
        }
        station.unitData()
                .ifPresent(what -> stops.add(new Finding("unit data", what, "add to what device.data names; " + RUNS)));
        checkDisk(hinders);
        station.littleUnitData()
                .ifPresent(what -> hinders.add(new Finding("unit data", what, "add to what device.data names")));
        station.clock().ifPresent(what -> hinders.add(new Finding("clock", what, "set the clock right (NTP)")));
        checkBackOffice(hinders);
        station.sheets().ifPresent(what -> hinders.add(new Finding("sheets", what, "fix the sheet folder")));
        checkPrinter(hinders);
        if (!line.taking()) {
            hinders.add(new Finding("line", "takes no boards", "resume the line"));
        }
        hinders.addAll(more.get());
        boolean ready = stops.isEmpty();
        stops.addAll(hinders);
        return new Report(ready, List.copyOf(stops));
    }

    private void checkLedger(List<Finding> findings) {
        try {
            ledger.probe();
        } catch (FaultException e) {
            findings.add(new Finding("ledger", e.code() + ": " + e.getMessage(), e.remedy(Messages.english())));
        }
    }

    private void checkDisk(List<Finding> findings) {
        try {
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < LITTLE_DISK_BYTES) {
                findings.add(new Finding("disk", (free >> 20) + " MB free in " + data, "make room on that disk"));
            }
        } catch (IOException e) {
            findings.add(new Finding("disk", "cannot look at " + data + ": " + e.getMessage(), "fix the data folder"));
        }
    }

    private void checkPrinter(List<Finding> findings) {
        try {
            station.printer()
                    .forEach(what -> findings.add(new Finding(
                            "printer", what, "see to the printer; what is said to have failed needs a reprint")));
        } catch (FaultException e) {
            findings.add(new Finding("printer", "the print queue cannot be read", "fix the ledger first"));
        }
    }

    private void checkBackOffice(List<Finding> findings) {
        Registrar.CircuitState standing = registrar.standing();
        if (standing instanceof Registrar.CircuitState.TokenRefused refused) {
            findings.add(new Finding(
                    "admin token", "refused by the back office: " + refused.why(), "write a valid one to its file"));
        } else if (standing instanceof Registrar.CircuitState.Unusable unusable) {
            findings.add(new Finding("back office", unusable.why(), unusable.remedy() + "; " + MEANWHILE));
        } else if (standing instanceof Registrar.CircuitState.Down down) {
            findings.add(new Finding("back office", down.why(), MEANWHILE));
        }
        for (String type : registrar.unknownTypes()) {
            findings.add(new Finding(
                    "device type",
                    "the back office does not know " + type,
                    "have it added there, or choose the right bundle; " + MEANWHILE));
        }
        registrar
                .madeByMistake()
                .ifPresent(device -> findings.add(new Finding(
                        "device type",
                        "the check of a device type has made the device " + device.name() + " in the back office",
                        "have row " + device.id() + " of its device table removed")));
    }
}
