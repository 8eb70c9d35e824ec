package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.MDC;
import org.twomes.station.backoffice.ExistenceAnswer;
import org.twomes.station.esp.ChipIdentity;
import org.twomes.station.esp.FlashChip;
import org.twomes.station.esp.Loader;
import org.twomes.station.esp.Mac;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.ChipRevisions;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LineParts;

/** Into the loader, who are you, may you be prepared; then stub, baud rate and flash chip. Changes nothing in flash. */
final class ConnectStage {
    private final Admission admission;

    ConnectStage(Admission admission) {
        this.admission = admission;
    }

    Connected run(Attempt attempt) throws Admission.Finished {
        LineParts parts = attempt.parts();
        Duration patience = parts.config().pipeline().connect();
        attempt.begin(
                UnitState.CONNECTED, "connecting", patience.plus(attempt.reset().patience()));
        LoaderEvents events = new LoaderEvents(attempt);
        Loader loader = Loader.connect(attempt.link(), attempt.reset(), attempt.loaderSettings(), events);
        attempt.progress("reading the chip", 0, 1);
        ChipIdentity chip = loader.chip();
        // Every bundle is one for the ESP32 (see firmware's checks of images).
        loader.refuseOtherThan(ChipIdentity.ESP32);
        Mac mac = chip.mac();
        attempt.slot().mac(mac.toString());
        admission.expectedName(mac).ifPresent(name -> {
            attempt.slot().name(name);
            MDC.put("unit", name);
        });
        loader.refuseProtected();
        refuseRevision(chip, attempt.bundle().chipRevisions());
        boolean approved = admission.approved(mac, attempt.now());
        admission.checkRepeat(mac, approved, attempt.now());
        Optional<CompletableFuture<ExistenceAnswer>> test = admission.beginExistenceTest(mac);
        FlashChip flash = loader.prepare();
        attempt.check();
        UnitRecord unit = parts.ledger()
                .units()
                .connected(attempt.number(), mac.toString(), chip.toString(), flash.size(), approved, attempt.now());
        attempt.known(unit);
        parts.metrics().stage("CONNECTED", true, Duration.between(attempt.stageBegan(), attempt.now()));
        if (test.isPresent()) {
            boolean mayBeKnown =
                    approved || parts.ledger().units().approvedBy(unit.id()).isPresent();
            admission.awaitExistenceTest(test.get(), attempt, mac, mayBeKnown);
        }
        return new Connected(loader, flash, events);
    }

    /** On such a chip the bootloader would refuse the firmware after its flash was erased. */
    private static void refuseRevision(ChipIdentity chip, ChipRevisions firmware) {
        if (!firmware.admits(chip.revision())) {
            throw new FaultException(
                    FaultCode.CHIP_REVISION,
                    "the chip is revision " + chip.revisionText() + ", the firmware runs on " + firmware
                            + "; nothing was changed");
        }
    }
}
