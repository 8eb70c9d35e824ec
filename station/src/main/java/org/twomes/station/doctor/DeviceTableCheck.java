package org.twomes.station.doctor;

import java.util.List;
import java.util.Optional;
import org.twomes.station.backoffice.ExistingDevices;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;

/** The configured account can read the back office's device table and rename devices in it. */
record DeviceTableCheck(Optional<ExistingDevices> table) implements Check {
    @Override
    public String name() {
        return "device table";
    }

    @Override
    public List<Finding> look() {
        if (table.isEmpty()) {
            return List.of(Finding.fine(name(), "Not configured: a supervisor renames existing devices."));
        }
        try {
            table.get().probe();
            return List.of(
                    Finding.fine(name(), "It can be read, and devices can be renamed, with the configured account."));
        } catch (FaultException e) {
            return List.of(Finding.fault(name(), e.getMessage() + ".", e.remedy(Messages.english())));
        }
    }
}
