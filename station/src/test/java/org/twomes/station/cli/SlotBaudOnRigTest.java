package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;

/** A slot whose line is noisy at a high rate falls to the highest clean one, and begins there with its next board. */
class SlotBaudOnRigTest {
    private static final FaultScript NOISY_ABOVE_250000 = FaultScript.parse("noise-above 250000");

    @TempDir
    Path folder;

    @Test
    void theRateThatASlotCarriesIsRemembered() throws Exception {
        Map<String, String> settings = Map.of("loader.baud", "921600", "loader.ladder", "[460800, 230400]");
        try (DemoRig demo = new DemoRig(folder, 2, RigSettings.Speed.FAST, settings)) {
            demo.station().start();
            assertThat(ended(demo, 0, 0x000001).baud()).isEqualTo(230_400);
            assertThat(notes(demo, 1)).anyMatch(note -> note.contains("fell back to 230400 baud"));
            demo.rig().unplug(0);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !demo.station().line().slots().get(0).present());
            assertThat(ended(demo, 0, 0x000002).baud()).isEqualTo(230_400);
            assertThat(notes(demo, 2))
                    .as("the second board begins at the rate that held")
                    .noneMatch(note -> note.contains("baud"));
            demo.rig().plug(1, BoardModel.usual(0x000003));
            assertThat(end(demo, 1).baud())
                    .as("the other slot is as fast as ever")
                    .isEqualTo(921_600);
        }
    }

    private static SlotView ended(DemoRig demo, int slot, int macTail) {
        demo.rig().plug(slot, BoardModel.usual(macTail), NOISY_ABOVE_250000);
        return end(demo, slot);
    }

    private static SlotView end(DemoRig demo, int slot) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> demo.station().line().slots().get(slot).phase() == SlotPhase.DONE);
        return demo.station().line().slots().get(slot);
    }

    private static List<String> notes(DemoRig demo, int macTail) {
        String mac = String.format("24:0a:c4:00:00:%02x", macTail);
        return demo
                .station()
                .ledger()
                .units()
                .attempts(
                        demo.station().ledger().units().byMac(mac).orElseThrow().id())
                .stream()
                .flatMap(attempt -> attempt.notes().stream())
                .map(note -> note.text())
                .toList();
    }
}
