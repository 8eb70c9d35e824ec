package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.MDC;
import org.twomes.station.backoffice.ExistenceAnswer;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.esp.ChipIdentity;
import org.twomes.station.esp.FlashChip;
import org.twomes.station.esp.Loader;
import org.twomes.station.esp.Mac;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.ChipRevisions;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** Into the loader, who are you, may you be prepared; then stub, baud rate and flash chip. Changes nothing in flash. */
final class ConnectStage {
    private final LiveConfig live;
    private final UnitLedger units;

    ConnectStage(LiveConfig live, UnitLedger units) {
        this.live = live;
        this.units = units;
    }

    Connected run(Attempt attempt, Admission admission) throws Admission.Finished {
        OpenBoard open = attempt.board();
        Duration patience = live.now().pipeline().connect().plus(open.reset().patience());
        attempt.begin(UnitState.CONNECTED, "connecting", patience);
        LoaderEvents events = new LoaderEvents(attempt);
        Loader loader = Loader.connect(open.link(), open.reset(), attempt.loaderSettings(), events);
        attempt.progress("reading the chip", 0, 1);
        ChipIdentity chip = loader.chip();
        // Every bundle is one for the ESP32 (see firmware's checks of images).
        loader.refuseOtherThan(ChipIdentity.ESP32);
        Mac mac = chip.mac();
        attempt.slot().mac(mac.toString());
        Optional<String> expected = admission.expectedName(mac);
        expected.ifPresent(name -> {
            attempt.slot().name(name);
            MDC.put("unit", name);
        });
        attempt.journal().told(mac.toString(), expected);
        loader.refuseProtected();
        refuseRevision(chip, attempt.bundle().chipRevisions());
        boolean approved = admission.approved(mac, attempt.journal().now());
        admission.checkRepeat(mac, approved, attempt.journal().now());
        Optional<CompletableFuture<ExistenceAnswer>> test = admission.beginExistenceTest(mac);
        FlashChip flash = loader.prepare();
        UnitRecord unit = attempt.connected(mac.toString(), chip.toString(), flash.size(), approved);
        if (test.isPresent()) {
            boolean mayBeKnown = approved || units.approvedBy(unit.id()).isPresent();
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
