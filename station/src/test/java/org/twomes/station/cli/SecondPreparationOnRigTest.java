package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.LabelState;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.sticker.ReadLabel;
import org.twomes.station.sticker.SheetReader;

/** A board that is prepared twice has one valid label, wherever the first one is. */
@Tag("rig")
class SecondPreparationOnRigTest {
    private static final int BOARD = 0xD3AD48;
    private static final int OTHER = 0xD3AD49;
    private static final Map<String, String> SETTINGS = Map.of(
            "backOffice.api", "none", "device.sameBoard", "0s", "pipeline.attempts", "1", "device.bootDeadline", "5s");

    @TempDir
    Path folder;

    @Test
    void beforeItsSheetIsMadeOnlyTheNewLabelIsPrinted() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, SETTINGS)) {
            prepare(rig, BOARD);
            prepare(rig, OTHER);
            assertThat(prepare(rig, BOARD).trouble())
                    .as("nothing to throw away")
                    .isEmpty();
            List<ReadLabel> printed =
                    SheetReader.read(rig.station().labels().flush().get(0));
            assertThat(printed).extracting(ReadLabel::position).containsExactly(2, 3);
            assertThat(printed.get(1).name()).contains(StationOnRig.name(BOARD));
        }
    }

    @Test
    void aPrintedOneIsDeadWhichTheSlotAndTheRecordsSayAlsoAfterARestart() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, SETTINGS)) {
            prepare(rig, BOARD);
            rig.station().labels().flush();
            long first = rig.unit(BOARD).id();
            assertThat(advice(prepare(rig, BOARD))).contains("throw label 1 of demo-0001 away");
            assertThat(rig.slot(0).label().orElseThrow().text()).isEqualTo("label 1 on sheet demo-0002");
            assertThatThrownBy(() -> rig.station().reprints().label(first, "sue"))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("label 1 on sheet demo-0001 (dead");
            assertThat(rig.station().reprints().sheet("demo-0001", "sue"))
                    .as("no valid label is on that sheet")
                    .isEmpty();
            assertThat(units(rig)).containsExactly(LabelState.VALID, LabelState.DEAD);
        }
        Path config = Files.writeString(
                folder.resolve("station.yaml"), "station: {name: demo, data: .}\nbackOffice: {api: none}\n");
        assertThat(Cli.run("units", "--config", config.toString()).out())
                .containsPattern("demo-0001 +1 +DEAD")
                .containsPattern("demo-0002 +1 +VALID");
        assertThat(Cli.run("unit", StationOnRig.name(BOARD), "--config", config.toString())
                        .out())
                .contains("Has label 1 on sheet demo-0002", "throw label 1 of demo-0001 away");
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("backOffice.api", "none"))) {
            rig.plug(0, BOARD, "");
            SlotView stayed = rig.awaitEnd(0, BOARD);
            assertThat(stayed.phase()).isEqualTo(SlotPhase.DONE);
            assertThat(advice(stayed)).contains("throw label 1 of demo-0001 away");
        }
    }

    /** Its token is gone with the erase, and with it the label's worth. */
    @Test
    void aBoardThatFailsAfterTheEraseHasNoValidLabel() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, SETTINGS)) {
            prepare(rig, BOARD);
            rig.station().labels().flush();
            rig.pull(0);
            SlotView failed = rig.prepare(0, BOARD, "silent");
            assertThat(failed.phase()).isEqualTo(SlotPhase.FAILED);
            assertThat(advice(failed)).endsWith("Old label: throw label 1 of demo-0001 away.");
            assertThat(units(rig)).containsExactly(LabelState.DEAD);
        }
    }

    private static SlotView prepare(StationOnRig rig, int board) throws Exception {
        if (rig.slot(0).present()) {
            rig.pull(0);
        }
        SlotView end = rig.prepare(0, board, "");
        assertThat(end.phase()).isEqualTo(SlotPhase.DONE);
        return end;
    }

    private static String advice(SlotView view) {
        return view.trouble().map(SlotView.Trouble::remedy).orElse("");
    }

    /** States of the labels of all units, newest first. */
    private static List<LabelState> units(StationOnRig rig) {
        return rig
                .station()
                .ledger()
                .units()
                .search(new UnitQuery(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10))
                .stream()
                .map(UnitRecord::label)
                .flatMap(label -> label.stream())
                .map(place -> place.state())
                .toList();
    }
}
