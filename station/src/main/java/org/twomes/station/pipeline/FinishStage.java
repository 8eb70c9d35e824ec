package org.twomes.station.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.StickerSection;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** Registers the unit and gives it its label, or leaves that to the outbox while the back office cannot be had. */
final class FinishStage {
    private static final Logger LOG = LoggerFactory.getLogger(FinishStage.class);

    private final LineParts parts;
    private final SlotState slot;

    FinishStage(LineParts parts, SlotState slot) {
        this.parts = parts;
        this.slot = slot;
    }

    void run(Attempt attempt, DeviceIdentity identity) throws StageFailure {
        attempt.check();
        boolean register = parts.config().backOffice().api() == BackOfficeSection.Api.V1;
        UnitRecord unit = parts.ledger()
                .units()
                .identified(
                        attempt.number(),
                        identity.name(),
                        identity.deviceType(),
                        identity.token(),
                        register,
                        sticker(attempt.bundle(), identity),
                        attempt.now());
        attempt.limit().done();
        parts.metrics().stage("IDENTIFIED", true, Duration.between(attempt.stageBegan(), attempt.now()));
        slot.stage(UnitState.REGISTERED, register ? "registering" : "labelling", 0);
        if (register) {
            Instant began = attempt.now();
            Registrar.Result result = parts.registrar().now(unit.id());
            boolean confirmed = result instanceof Registrar.Result.Confirmed;
            parts.metrics().stage("REGISTERED", confirmed, Duration.between(began, attempt.now()));
            if (result instanceof Registrar.Result.Later later) {
                slot.ended(
                        SlotPhase.REMOVE_ME,
                        UnitState.IDENTIFIED,
                        "done; remove me, the label follows (" + later.why() + ")",
                        Optional.empty(),
                        Optional.empty());
                return;
            }
            if (result instanceof Registrar.Result.Refused refused) {
                parts.metrics().failure("REGISTERED", refused.code().name());
                slot.ended(
                        SlotPhase.HELD,
                        UnitState.REGISTERED,
                        "waits for the supervisor",
                        Optional.of(SlotView.Trouble.of(refused.code(), refused.detail())),
                        Optional.empty());
                return;
            }
        }
        if (sticker(attempt.bundle(), identity)) {
            LabelPlace place = parts.labels().place(unit.id());
            done(UnitState.LABELLED, Optional.of(place));
        } else {
            parts.finished(unit.id());
            done(UnitState.REGISTERED, Optional.empty());
        }
    }

    private void done(UnitState state, Optional<LabelPlace> place) {
        LOG.info(
                "Done: {}",
                place.map(p -> "label " + p.position() + " on sheet " + p.sheet())
                        .orElse("no label"));
        slot.ended(SlotPhase.DONE, state, "done", Optional.empty(), place);
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
