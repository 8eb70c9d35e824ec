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

    private StationOnRig floor(Map<String, String> settings) throws Exception {
        StationOnRig floor = new StationOnRig(folder, 1, settings);
        // The slot says so on the run's own thread, before the run asks for the registration.
        floor.station().line().listen(slot -> {
            if (slot.stage() == UnitState.REGISTERED && slot.phase() == SlotPhase.RUNNING) {
                floor.station().registrar().work();
            }
        });
        return floor;
    }

    private static void awaitDone(StationOnRig floor, UnitState state) {
        await("the slot of a board that the outbox has finished")
                .atMost(SOON)
                .until(() -> floor.slot(0).phase() == SlotPhase.DONE);
        assertThat(floor.slot(0).stage()).isEqualTo(state);
        assertThat(floor.unit(ONE).state()).isEqualTo(state);
        assertThat(floor.registered()).containsExactly(StationOnRig.name(ONE));
    }

    @Test
    void aBoardThatTheOutboxLabelledFirstIsDoneInItsSlot() throws Exception {
        try (StationOnRig floor = floor(Map.of())) {
            floor.plug(0, ONE, "");
            awaitDone(floor, UnitState.LABELLED);
            assertThat(floor.slot(0).label()).isEqualTo(floor.unit(ONE).label()).isPresent();
        }
    }

    @Test
    void aBoardWithoutStickerThatTheOutboxRegisteredFirstIsDoneInItsSlot() throws Exception {
        try (StationOnRig floor = floor(Map.of("sticker.mode", "none"))) {
            floor.plug(0, ONE, "");
            awaitDone(floor, UnitState.REGISTERED);
            assertThat(floor.slot(0).label()).isEmpty();
        }
    }
}
