package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.pipeline.SlotPhase;

/** Whatever an earlier program left, wherever: in the end all of it is gone, at the first attempt. */
@Tag("rig")
class EarlierProgramOnRigTest {
    private static final int BOARD = 0x0E0001;

    /**
     * Where programs lie; where only the proof finds it, behind a block's first sector or between the first looks; both; and at the
     * flash's ends.
     */
    private static final List<String> LEFT = List.of(
            "used 2048",
            "used 4096",
            "left-at 0x2b8000",
            "left-at 0x290000",
            "used 1500, left-at 0x3ff000",
            "left-at 0x3f0000",
            "left-at 0x0",
            "left-at 0xa000");

    @TempDir
    Path folder;

    @Test
    void nothingOfItIsLeft() throws Exception {
        Map<String, String> settings = Map.of(
                "pipeline.attempts",
                "1",
                "pipeline.workers",
                String.valueOf(LEFT.size()),
                "loader.erase",
                "write-first");
        try (StationOnRig rig = new StationOnRig(folder, LEFT.size(), settings)) {
            for (int slot = 0; slot < LEFT.size(); slot++) {
                rig.plug(slot, BOARD + slot, LEFT.get(slot));
            }
            for (int slot = 0; slot < LEFT.size(); slot++) {
                assertThat(rig.awaitEnd(slot).phase()).as(LEFT.get(slot)).isEqualTo(SlotPhase.DONE);
                rig.assertProven(BOARD + slot);
            }
        }
    }
}
