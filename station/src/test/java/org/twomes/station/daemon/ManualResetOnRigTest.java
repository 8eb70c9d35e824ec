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
import org.twomes.station.port.LinkException;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.port.Resets;
import org.twomes.station.port.Sleeper;
import org.twomes.station.rig.RigReset;

/** A board that a person resets: he is told what to do as long as it has to be done, and holds up nobody. */
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
        try (StationOnRig floor = new StationOnRig(folder, 2, settings, ManualResetOnRigTest::withOneManualSlot)) {
            List<String> shown = new CopyOnWriteArrayList<>();
            floor.station().line().listen(view -> {
                if (view.slot().equals("A1")
                        && (shown.isEmpty() || !view.activity().equals(shown.get(shown.size() - 1)))) {
                    shown.add(view.activity());
                }
            });
            floor.plug(0, MANUAL, "");
            awaitAsked(floor, "Hold BOOT, tap RESET, let BOOT go");

            assertThat(floor.prepare(1, OTHER, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(floor.slot(0).phase()).isEqualTo(SlotPhase.OPERATOR);

            reset(floor, true);
            awaitAsked(floor, "Tap RESET");
            floor.pull(1);
            assertThat(floor.prepare(1, OTHER + 1, "").phase()).isEqualTo(SlotPhase.DONE);

            reset(floor, false);
            SlotView end = floor.awaitEnd(0, MANUAL);
            assertThat(end.phase()).isEqualTo(SlotPhase.DONE);
            floor.assertProven(MANUAL);
            assertThat(shown).filteredOn(text -> text.contains("try ")).isEmpty();
            assertThat(floor.attempts(MANUAL)).hasSize(1);
        }
    }

    private static void awaitAsked(StationOnRig floor, String words) {
        await().atMost(SOON)
                .until(() -> floor.slot(0).phase() == SlotPhase.OPERATOR
                        && floor.slot(0).activity().equals(words));
    }

    /** The operator's fingers. */
    private static void reset(StationOnRig floor, boolean intoLoader) throws LinkException {
        RigReset fingers = new RigReset(floor.demo().rig().controlSocket());
        try (MemoryLink named = new MemoryLink("ttyUSB0", 115_200, Duration.ofSeconds(1))) {
            if (intoLoader) {
                fingers.intoLoader(named, 0);
            } else {
                fingers.run(named);
            }
        }
    }
}
