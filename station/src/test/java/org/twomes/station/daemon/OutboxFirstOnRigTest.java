package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;

/** The periodic outbox registers a board between its run's last step in the ledger and its run's own try. */
@Tag("rig")
class OutboxFirstOnRigTest {
    private static final int ONE = 0x000001;
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private StationOnRig rig(Map<String, String> settings) throws Exception {
        StationOnRig rig = new StationOnRig(folder, 1, settings);
        // The slot says so on the run's own thread, before the run asks for the registration.
        rig.station().line().listen(slot -> {
            if (slot.stage() == UnitState.REGISTERED && slot.phase() == SlotPhase.RUNNING) {
                rig.station().registrar().work();
            }
        });
        return rig;
    }

    private static void awaitDone(StationOnRig rig, UnitState state) {
        await("the slot of a board that the outbox has finished")
                .atMost(SOON)
                .until(() -> rig.slot(0).phase() == SlotPhase.DONE);
        assertThat(rig.slot(0).stage()).isEqualTo(state);
        assertThat(rig.unit(ONE).state()).isEqualTo(state);
        assertThat(rig.registered()).containsExactly(StationOnRig.name(ONE));
    }

    @Test
    void aBoardThatTheOutboxLabelledFirstIsDoneInItsSlot() throws Exception {
        try (StationOnRig rig = rig(Map.of())) {
            rig.plug(0, ONE, "");
            awaitDone(rig, UnitState.LABELLED);
            assertThat(rig.slot(0).label()).isEqualTo(rig.unit(ONE).label()).isPresent();
        }
    }

    @Test
    void aBoardWithoutStickerThatTheOutboxRegisteredFirstIsDoneInItsSlot() throws Exception {
        try (StationOnRig rig = rig(Map.of("sticker.mode", "none"))) {
            rig.plug(0, ONE, "");
            awaitDone(rig, UnitState.REGISTERED);
            assertThat(rig.slot(0).label()).isEmpty();
        }
    }
}
