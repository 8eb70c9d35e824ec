package org.twomes.station.doctor;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.BackOffice;
import org.twomes.station.backoffice.ExistingDevices;
import org.twomes.station.config.StationConfig;

/** Runs all checks, one after another. */
public final class Doctor {
    private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);

    private final List<Check> checks;

    Doctor(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * What the checks need from other packages; each is called at most once.
     *
     * @param bundle opens and checks the pinned bundle and says what it is; empty when none is pinned
     * @param existing the back office's device table; empty when it is not configured
     */
    public record Asked(PinnedBundleCheck.Opener bundle, BackOffice backOffice, Optional<ExistingDevices> existing) {}

    /** A doctor for the station of {@code config} on {@code machine}. */
    public static Doctor of(StationConfig config, Machine machine, Asked asked) {
        Programs programs = new Programs(machine);
        List<Check> checks = new ArrayList<>();
        checks.add(new DataFolderCheck(config.station().data()));
        checks.add(new ServiceCheck(config.station().data(), machine));
        checks.add(new SecretsCheck(config));
        checks.add(new CertificateCheck(config.dashboard(), Clock.systemUTC()));
        checks.add(new PortsCheck(config.ports(), machine));
        checks.add(new DeviceAllowCheck(config.ports(), machine));
        checks.add(new SlotPathsCheck(config.ports()));
        checks.add(new UdevCheck(machine));
        checks.add(new ConflictingServicesCheck(machine));
        checks.add(new UsbCheck(config.ports().sysRoot()));
        checks.add(new TranslatorCheck(config.ports().sysRoot()));
        checks.add(new NativeLibraryCheck(machine, System.getProperties()));
        checks.add(new ClockCheck(machine));
        checks.add(new LedgerCheck(config));
        checks.add(new PinnedBundleCheck(config.bundle(), asked.bundle()));
        checks.add(new BackOfficeCheck(config.backOffice(), asked.backOffice()));
        checks.add(new DeviceTableCheck(asked.existing()));
        checks.add(new PrinterCheck(config.sticker(), programs));
        checks.add(new AgeCheck(AgeCheck.ofThisProgram(), Clock.systemUTC()));
        return new Doctor(checks);
    }

    /** All findings, in the order of the checks; a check that fails is a finding too. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            try {
                findings.addAll(check.look());
            } catch (IOException | RuntimeException e) {
                LOG.debug("check {} failed", check.name(), e);
                findings.add(
                        Finding.warning(check.name(), "could not be checked: " + e.getMessage(), "Check it by hand."));
            }
        }
        return findings;
    }

    /** The worst of them; FINE when there are none. */
    public static Severity worst(List<Finding> findings) {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.FINE);
    }
}
