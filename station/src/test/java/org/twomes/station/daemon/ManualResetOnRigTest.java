package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.port.Resets;
import org.twomes.station.port.Sleeper;
import org.twomes.station.rig.RigReset;

/** A board that a person resets: the slot says what to do until it is done, and delays no other slot. */
@Tag("rig")
class ManualResetOnRigTest {
    private static final int MANUAL = 0x000001;
    private static final int OTHER = 0x000002;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** The first slot has no circuit on its modem lines. */
    private static StationEnvironment withOneManualSlot(StationEnvironment environment) {
        return Environments.withResets(
                environment,
                (now, port, prompt) -> port.slotName().equals("A1")
                        ? Resets.of(new ResetChoice.Manual(), prompt, Sleeper.real())
                        : environment.resets().choose(now, port, prompt));
    }

    @Test
    void theOperatorIsToldUntilHeDidItAndTheOneWorkerServesOthersMeanwhile() throws Exception {
        Map<String, String> settings = Map.of("pipeline.workers", "1", "loader.connectAttempts", "1");
        try (StationOnRig rig = new StationOnRig(folder, 2, settings, ManualResetOnRigTest::withOneManualSlot)) {
            List<String> shown = new CopyOnWriteArrayList<>();
            rig.station().line().listen(view -> {
                if (view.slot().equals("A1")
                        && (shown.isEmpty() || !view.activity().equals(shown.get(shown.size() - 1)))) {
                    shown.add(view.activity());
                }
            });
            rig.plug(0, MANUAL, "");
            awaitAsked(rig, "Hold BOOT, tap RESET, let BOOT go");

            assertThat(rig.prepare(1, OTHER, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.slot(0).phase()).isEqualTo(SlotPhase.OPERATOR);

            reset(rig, true);
            awaitAsked(rig, "Tap RESET");
            rig.pull(1);
            assertThat(rig.prepare(1, OTHER + 1, "").phase()).isEqualTo(SlotPhase.DONE);

            reset(rig, false);
            SlotView end = rig.awaitEnd(0, MANUAL);
            assertThat(end.phase()).isEqualTo(SlotPhase.DONE);
            rig.assertProven(MANUAL);
            assertThat(shown).filteredOn(text -> text.contains("try ")).isEmpty();
            assertThat(rig.attempts(MANUAL)).hasSize(1);
        }
    }

    private static void awaitAsked(StationOnRig rig, String words) {
        await().atMost(SOON)
                .until(() -> rig.slot(0).phase() == SlotPhase.OPERATOR
                        && rig.slot(0).activity().equals(words));
    }

    /** Resets as an operator does by the buttons. */
    private static void reset(StationOnRig rig, boolean intoLoader) {
        RigReset reset = new RigReset(rig.demo().rig().controlSocket());
        try (MemoryLink named = new MemoryLink("ttyUSB0", 115_200, Duration.ofSeconds(1))) {
            if (intoLoader) {
                reset.intoLoader(named, 0);
            } else {
                reset.run(named);
            }
        }
    }
}
