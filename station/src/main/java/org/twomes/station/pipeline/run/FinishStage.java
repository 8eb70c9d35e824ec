package org.twomes.station.pipeline.run;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.StickerSection;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LineParts;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.pipeline.slot.SlotState;

/** Registers the unit and gives it its label, or leaves that to the outbox while the back office cannot be had. */
final class FinishStage {
    private static final Logger LOG = LoggerFactory.getLogger(FinishStage.class);

    private final LineParts parts;

    private final SlotState.RunHandle slot;

    FinishStage(LineParts parts, SlotState.RunHandle slot) {
        this.parts = parts;
        this.slot = slot;
    }

    void run(Attempt attempt, DeviceIdentity identity) {
        attempt.check();
        boolean register = parts.config().backOffice().api() == BackOfficeSection.Api.V1;
        boolean sticker = sticker(attempt.bundle(), identity);
        long unit = attempt.unit();
        parts.outcomes().finishing(unit, slot);
        try {
            parts.ledger()
                    .units()
                    .identified(
                            attempt.number(),
                            identity.name(),
                            identity.deviceType(),
                            identity.token(),
                            register,
                            sticker,
                            attempt.now());
            attempt.limit().release();
            parts.metrics().stage("IDENTIFIED", true, Duration.between(attempt.stageBegan(), attempt.now()));
            slot.stage(UnitState.REGISTERED, register ? "registering" : "labelling", 0);
            finish(unit, register, sticker);
        } finally {
            parts.outcomes().finished(unit);
        }
    }

    private void finish(long unit, boolean register, boolean sticker) {
        try {
            if (register) {
                if (parts.registrar().now(unit) instanceof Registrar.Result.Later later) {
                    parts.outcomes().awaitingLabel(slot.board(), unit, later.why());
                }
            } else if (sticker) {
                parts.labels().place(unit);
            } else {
                parts.outcomes().doneWithoutLabel(unit);
            }
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.LEDGER)) {
                throw e;
            }
            // The board is proven and its identity durable: outbox and label service go on by themselves.
            LOG.error("Registration or label waits for the ledger: {}", e.advised());
            parts.outcomes()
                    .awaitingLedger(
                            slot.board(),
                            SlotView.Trouble.of(
                                    e.code(), e.getMessage(), Messages.english().boardIsFine()));
        }
    }

    private boolean sticker(Bundle bundle, DeviceIdentity identity) {
        StickerSection sticker = parts.config().sticker();
        boolean ownDisplay = bundle.board()
                        .map(sticker.noStickerBoards()::contains)
                        .orElse(false)
                || identity.deviceType().map(sticker.noStickerTypes()::contains).orElse(false);
        return sticker.mode() != StickerSection.Mode.NONE && !ownDisplay;
    }
}
