package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Secret;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/** Policies of the configuration: which units get a label, and which runs keep a worker. */
@Tag("rig")
class PolicyOnRigTest {
    private static final int FIRST = 0xD3AD48;
    private static final int SECOND = 0xD3AD49;

    @TempDir
    Path folder;

    @Test
    void aTypeWithItsOwnDisplayEndsRegisteredAndHasNoLabel() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("sticker.noStickerTypes", "[Generic-Test]"))) {
            SlotView end = rig.prepare(0, FIRST, "");
            assertThat(end.phase()).as(rig.code(0)).isEqualTo(SlotPhase.DONE);
            assertThat(end.label()).isEmpty();
            assertThat(rig.unit(FIRST).state()).isEqualTo(UnitState.REGISTERED);
            assertThat(rig.registered()).containsExactly(StationOnRig.name(FIRST));
            assertThat(rig.station().labels().flush()).isEmpty();
        }
    }

    @Test
    void eachLabelOfARollIsToldByItsRunningNumber() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("sticker.mode", "roll"))) {
            rig.prepare(0, FIRST, "");
            rig.pull(0);
            LabelPlace second = rig.prepare(0, SECOND, "").label().orElseThrow();
            assertThat(second.position()).isEqualTo(1);
            assertThat(second.number()).isEqualTo(2);
            assertThat(second.text()).isEqualTo("label 2 of the roll (demo-0002)");
            assertThat(rig.unit(FIRST).label().orElseThrow().number()).isEqualTo(1);
        }
    }

    @Test
    void aTokenThatIsRolledAnewCostsNothingButItsPartition() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            assertThat(rig.prepare(0, FIRST, "short-token 1").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.attempts(FIRST))
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.notes())
                            .extracting(AttemptRecord.Note::text)
                            .filteredOn(text -> text.contains("rolled anew"))
                            .hasSize(1));
            rig.assertProven(FIRST);
        }
    }

    @Test
    void anNvsThatIsNotBlankAfterARollIsTheFlashsFault() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            // The bundle's NVS is at 0x19000, and the first byte of the token's entry clears the bit.
            assertThat(rig.prepare(0, FIRST, "short-token 1, worn-bit 0x19000").phase())
                    .isEqualTo(SlotPhase.FAILED);
            assertThat(rig.code(0)).isEqualTo("NOT_BLANK");
            AttemptRecord rolled = rig.attempts(FIRST).get(0);
            assertThat(rolled.failure().orElseThrow().stage()).isEqualTo(UnitState.IDENTIFIED);
            assertThat(rolled.failure().orElseThrow().detail()).contains("NVS partition is not blank");
            assertThat(rig.registered()).isEmpty();
            rig.pull(0);
            assertThat(rig.prepare(0, SECOND, "").phase()).isEqualTo(SlotPhase.DONE);
            // The station tried the worn board twice: one board of two passed at first, not one of three.
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(rig.demo().dashboard() + "metrics"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains(
                            "station_boards{result=\"failed\",stretch=\"2h\"} 1.0",
                            "station_boards{result=\"passed\",stretch=\"2h\"} 1.0",
                            "station_first_pass_boards{stretch=\"2h\"} 1.0");
        }
    }

    @Test
    void aBoardWithItsOwnDisplayEndsRegisteredAndHasNoLabel() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("sticker.noStickerBoards", "[ESP32DEV]"))) {
            assertThat(rig.prepare(0, FIRST, "").phase()).as(rig.code(0)).isEqualTo(SlotPhase.DONE);
            assertThat(rig.unit(FIRST).state()).isEqualTo(UnitState.REGISTERED);
            assertThat(rig.registered()).containsExactly(StationOnRig.name(FIRST));
            assertThat(rig.station().labels().flush()).isEmpty();
        }
    }

    @Test
    void aHeldBoardAndOneThatIsAskedAboutKeepNoWorker() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 3, Map.of("pipeline.workers", "1"))) {
            rig.demo().backOffice().know(StationOnRig.name(FIRST), "Generic-Test", Secret.of("12345678"));
            assertThat(rig.prepare(0, FIRST, "").phase()).isEqualTo(SlotPhase.HELD);
            assertThat(rig.prepare(1, SECOND, "").phase()).isEqualTo(SlotPhase.DONE);
            rig.pull(1);
            // The same board again within its time is a question to the supervisor.
            assertThat(rig.prepare(1, SECOND, "").phase()).isEqualTo(SlotPhase.HELD);
            assertThat(rig.code(1)).isEqualTo("ALREADY_PREPARED");
            assertThat(rig.prepare(2, SECOND + 1, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.slot(0).phase()).isEqualTo(SlotPhase.HELD);
        }
    }
}
