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
import org.twomes.station.ledger.LedgerException;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** Registers the unit and gives it its label, or leaves that to the outbox while the back office cannot be had. */
final class FinishStage {
    private static final Logger LOG = LoggerFactory.getLogger(FinishStage.class);

    /** What the board's outbox and label wait for goes on by itself: nothing is run again. */
    private static final String BOARD_IS_FINE = "Board fine: pull it. Call the engineer: see health.";

    private final LineParts parts;
    private final SlotState.RunHandle slot;

    FinishStage(LineParts parts, SlotState.RunHandle slot) {
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
        attempt.limit().release();
        parts.metrics().stage("IDENTIFIED", true, Duration.between(attempt.stageBegan(), attempt.now()));
        slot.stage(UnitState.REGISTERED, register ? "registering" : "labelling", 0);
        try {
            finish(unit.id(), register, sticker(attempt.bundle(), identity));
        } catch (LedgerException e) {
            // The board is proven and its identity durable: outbox and label desk go on by themselves.
            LOG.error("Registration or label waits for the ledger: {}", e.getMessage());
            FailureCode code = Faults.ofLedger(e);
            parts.metrics().failure("REGISTERED", code.name());
            slot.ended(
                    SlotPhase.REMOVE_ME,
                    UnitState.IDENTIFIED,
                    "done; remove me, the label follows",
                    Optional.of(SlotView.Trouble.of(code, String.valueOf(e.getMessage()), BOARD_IS_FINE)),
                    Optional.empty());
        }
    }

    private void finish(long unit, boolean register, boolean sticker) {
        if (register) {
            Instant began = parts.clock().instant();
            Registrar.Result result = parts.registrar().now(unit);
            boolean confirmed = result instanceof Registrar.Result.Confirmed;
            parts.metrics()
                    .stage(
                            "REGISTERED",
                            confirmed,
                            Duration.between(began, parts.clock().instant()));
            if (result instanceof Registrar.Result.Later later) {
                slot.ended(
                        SlotPhase.REMOVE_ME,
                        UnitState.IDENTIFIED,
                        "done; remove me, the label follows (" + later.why() + ")",
                        Optional.empty(),
                        Optional.empty());
                meanwhile(unit, sticker);
                return;
            }
            if (result instanceof Registrar.Result.Refused refused) {
                refused(unit, refused);
                return;
            }
        }
        if (sticker) {
            LabelPlace place = parts.labels().place(unit);
            done(UnitState.LABELLED, Optional.of(place));
        } else {
            parts.finished(unit);
            done(UnitState.REGISTERED, Optional.empty());
        }
    }

    /**
     * The outbox may have finished the unit before the slot said that it waits for that, and nobody tells of it twice: so what
     * it waits for is looked up once it says so.
     */
    private void meanwhile(long unit, boolean sticker) {
        Optional<UnitRecord> now = parts.ledger().units().unit(unit);
        Optional<LabelPlace> place = now.flatMap(UnitRecord::label);
        if (place.isPresent()) {
            done(UnitState.LABELLED, place);
        } else if (!sticker
                && now.filter(known -> known.state() == UnitState.REGISTERED).isPresent()) {
            done(UnitState.REGISTERED, Optional.empty());
        } else {
            now.filter(known -> known.state() == UnitState.HELD || known.state() == UnitState.FAILED)
                    .flatMap(UnitRecord::failure)
                    .map(why -> new Registrar.Result.Refused(FailureCode.valueOf(why.code()), why.detail()))
                    .ifPresent(refused -> refused(unit, refused));
        }
    }

    private void refused(long unit, Registrar.Result.Refused refused) {
        slot.ended(
                SlotPhase.HELD,
                UnitState.REGISTERED,
                "waits for the supervisor",
                Optional.of(parts.refusal(unit, refused)),
                Optional.empty());
    }

    private void done(UnitState state, Optional<LabelPlace> place) {
        LOG.info("Done: {}", place.map(LabelPlace::text).orElse("no label"));
        slot.ended(SlotPhase.DONE, state, "done", parts.hindrance(), place);
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
