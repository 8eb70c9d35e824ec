package org.twomes.station.doctor;

import java.util.List;
import java.util.Optional;
import org.twomes.station.config.BundleSection;
import org.twomes.station.fault.FaultException;

/** The pinned firmware bundle is in the catalogue, has the right hash and can be flashed. */
public record PinnedBundleCheck(BundleSection settings, Opener opener) implements Check {
    /** Opens the pinned bundle. */
    public interface Opener {
        /** A short description of it; empty when none is pinned. */
        Optional<String> open();
    }

    @Override
    public String name() {
        return "bundle";
    }

    @Override
    public List<Finding> look() {
        try {
            Optional<String> what = opener.open();
            return List.of(
                    what.isEmpty()
                            ? Finding.fault(
                                    name(),
                                    "No firmware is chosen.",
                                    "`station bundle add`, then set bundle.name and bundle.sha256.")
                            : pinned(what.get()));
        } catch (FaultException e) {
            return List.of(Finding.fault(
                    name(),
                    String.valueOf(e.getMessage()),
                    "Fix or replace it: `station bundle check` lists its errors."));
        }
    }

    private Finding pinned(String what) {
        return settings.sha256().isEmpty()
                ? Finding.warning(
                        name(),
                        what + " is valid, but any file of its name would be flashed.",
                        "Set bundle.sha256 too.")
                : Finding.fine(name(), what + " is valid and pinned by its hash.");
    }
}
