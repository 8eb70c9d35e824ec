package org.twomes.station.pipeline.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StickerSection;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.LineAssembly;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.pipeline.UnitOutcomes;
import org.twomes.station.pipeline.slot.SlotState;

/** Registers the unit and gives it its label, or leaves that to the outbox while the back office cannot be had. */
final class FinishStage {
    private static final Logger LOG = LoggerFactory.getLogger(FinishStage.class);

    private final LiveConfig live;
    private final Registrar registrar;
    private final LabelService labels;
    private final UnitOutcomes outcomes;

    FinishStage(LiveConfig live, LineAssembly.Finishing finishing) {
        this.live = live;
        this.registrar = finishing.registrar();
        this.labels = finishing.labels();
        this.outcomes = finishing.outcomes();
    }

    void run(Attempt attempt, DeviceIdentity identity) {
        attempt.check();
        boolean register = live.now().backOffice().api() == BackOfficeSection.Api.V1;
        boolean sticker = sticker(attempt.bundle(), identity);
        SlotState.RunHandle slot = attempt.slot();
        long unit = attempt.journal().unit();
        if (sticker) {
            identity.provisioning()
                    .differences(live.now().sticker(), labels.password())
                    .forEach(text -> {
                        attempt.journal().note(text);
                        LOG.warn("{}", text);
                    });
        }
        outcomes.finishing(unit, slot);
        try {
            attempt.journal().identified(identity, register, sticker);
            attempt.cancellation().release();
            slot.stage(UnitState.REGISTERED, register ? "registering" : "labelling", 0);
            finish(slot, unit, register, sticker);
        } finally {
            outcomes.finished(unit);
        }
    }

    private void finish(SlotState.RunHandle slot, long unit, boolean register, boolean sticker) {
        try {
            if (register) {
                if (registrar.now(unit) instanceof Registrar.Result.Later later) {
                    outcomes.awaitingLabel(slot.board(), unit, later.why());
                }
            } else if (sticker) {
                labels.place(unit);
            } else {
                outcomes.doneWithoutLabel(unit);
            }
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.LEDGER)) {
                throw e;
            }
            // The board is proven and its identity durable: outbox and label service go on by themselves.
            LOG.error("Registration or label waits for the ledger: {}", e.advised());
            outcomes.awaitingLedger(
                    slot.board(),
                    SlotView.Trouble.of(
                            e.code(), e.getMessage(), Messages.english().boardIsFine()));
        }
    }

    private boolean sticker(Bundle bundle, DeviceIdentity identity) {
        StickerSection sticker = live.now().sticker();
        boolean ownDisplay = bundle.board()
                        .map(sticker.noStickerBoards()::contains)
                        .orElse(false)
                || identity.deviceType().map(sticker.noStickerTypes()::contains).orElse(false);
        return sticker.mode() != StickerSection.Mode.NONE && !ownDisplay;
    }
}
