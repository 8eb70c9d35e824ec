package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.pipeline.SlotPhase;

/** Boards on which the flasher stub does not start: the ROM alone does the whole work, and it is proven as ever. */
@Tag("rig")
class WithoutStubOnRigTest {
    private static final int BOARD = 0x0F0001;
    private static final List<String> BOARDS = List.of("no-stub", "no-stub, used 2048", "no-stub, left-at 0x290000");

    @TempDir
    Path folder;

    @Test
    void aStubThatNeverStartsLeavesTheWorkToTheRom() throws Exception {
        Map<String, String> settings =
                Map.of("pipeline.attempts", "1", "pipeline.workers", String.valueOf(BOARDS.size()));
        try (StationOnRig rig = new StationOnRig(folder, BOARDS.size(), settings)) {
            for (int slot = 0; slot < BOARDS.size(); slot++) {
                rig.plug(slot, BOARD + slot, BOARDS.get(slot));
            }
            for (int slot = 0; slot < BOARDS.size(); slot++) {
                assertThat(rig.awaitEnd(slot).phase()).as(BOARDS.get(slot)).isEqualTo(SlotPhase.DONE);
                rig.assertProven(BOARD + slot);
            }
        }
    }
}
