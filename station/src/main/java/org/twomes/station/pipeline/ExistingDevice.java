package org.twomes.station.pipeline;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.ExistingDevices;
import org.twomes.station.backoffice.RenameResult;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.UnitLedger;

/**
 * Takes a board's name back from the device that an earlier life of it left in the back office, where a supervisor or the
 * configuration lets it. What is going to be done is in the ledger before it is done, and what was done after it.
 */
public final class ExistingDevice {
    private static final Logger LOG = LoggerFactory.getLogger(ExistingDevice.class);

    private final BackOfficeSection settings;
    private final Optional<ExistingDevices> devices;
    private final UnitLedger units;
    private final Clock clock;

    /** What became of the name. */
    sealed interface Answer {
        /** The name is free now, or was given away meanwhile: look again, then register. */
        record Freed() implements Answer {}

        /** The database cannot be had now. */
        record Later(String why) implements Answer {}

        /** A supervisor has to decide, or to do it by hand. */
        record Ask(String detail) implements Answer {}
    }

    /** With the back office's device table; without {@code devices} every name that is in use is the supervisor's matter. */
    public ExistingDevice(
            BackOfficeSection settings, Optional<ExistingDevices> devices, UnitLedger units, Clock clock) {
        this.settings = settings;
        this.devices = devices;
        this.units = units;
        this.clock = clock;
    }

    /** Frees the name that this registration needs and another device has. */
    Answer free(Outbox.Waiting waiting) {
        String name = waiting.name();
        String inUse = name + " is in use in the back office";
        if (devices.isEmpty()) {
            return new Answer.Ask(inUse);
        }
        Optional<String> by = waiting.approvedBy().or(this::byConfiguration);
        if (by.isEmpty()) {
            return new Answer.Ask(inUse + "; its registration waits for an approval");
        }
        record(waiting, by.get(), "the device " + name + " is going to be renamed");
        try {
            RenameResult renamed = devices.get().rename(name);
            record(waiting, by.get(), words(renamed));
            LOG.info("The existing device {} is {} from now on", renamed.oldName(), renamed.newName());
            return new Answer.Freed();
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.DEVICE_TABLE)) {
                throw e;
            }
            LOG.warn("The existing device {} was not renamed: {}", name, e.advised());
            record(waiting, by.get(), e.advised());
            return failed(e);
        }
    }

    private Optional<String> byConfiguration() {
        return settings.existing() == BackOfficeSection.Existing.GO_ON
                ? Optional.of("backOffice.existing")
                : Optional.empty();
    }

    private void record(Outbox.Waiting waiting, String by, String what) {
        units.existingDevice(waiting.unit(), by, what, clock.instant());
    }

    private static Answer failed(FaultException e) {
        String why = e.advised();
        return switch (e.code()) {
            case DEVICE_CHANGED_MEANWHILE -> new Answer.Freed();
            case DEVICES_UNREACHABLE, DEVICES_UNCERTAIN -> new Answer.Later(why);
            case DEVICE_NOT_FOUND -> new Answer.Ask("its API has it, its database not: " + why);
            default -> new Answer.Ask(why);
        };
    }

    /** The record of a renaming, for the ledger and for people. */
    public static String words(RenameResult renamed) {
        return "the device " + renamed.oldName() + " (row " + renamed.rowId()
                + renamed.createdOn().map(time -> ", made " + time).orElse("") + ") was renamed to "
                + renamed.newName();
    }

    /** What a name that is in use shows in its slot. */
    static SlotView.Trouble trouble(BackOfficeSection settings, String name, String detail) {
        return SlotView.Trouble.of(fault(settings, name, detail + byHand(settings, name)));
    }

    /** The fault of a board whose {@code name} is in use. */
    public static FaultException fault(BackOfficeSection settings, String name, String detail) {
        FaultCode code = settings.database().isPresent() ? FaultCode.NAME_TAKEN_APPROVE : FaultCode.NAME_TAKEN_RETIRE;
        return new FaultException(code, detail, Map.of("name", name), null);
    }

    /** The particulars of doing it by hand; empty where the station does it itself. */
    public static String byHand(BackOfficeSection settings, String name) {
        if (settings.database().isPresent()) {
            return "";
        }
        return ". Supervisor: run `scripts/station retire " + name + "`, or in the back office's database UPDATE device"
                + " SET name='" + name + "-OLD' WHERE name='" + name
                + "' (-OLD2 and so on when that is taken); then Approve."
                + " Or put the board aside.";
    }
}
