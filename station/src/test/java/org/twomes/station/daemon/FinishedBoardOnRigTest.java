package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Secret;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;

/** A board that was finished before it is plugged: nothing is written to it, and the slot says so. */
@Tag("rig")
class FinishedBoardOnRigTest {
    private static final int BOARD = 0x000001;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** A station on the same ledger; its boards are blank, so that a board that is written to shows it. */
    private StationOnRig rig() throws Exception {
        return new StationOnRig(folder, 2, Map.of());
    }

    private static void assertUntouched(StationOnRig rig) {
        assertThat(rig.demo().rig().flash(BoardModel.usual(BOARD).mac())).containsOnly((byte) 0xFF);
        assertThat(rig.registered()).isEmpty();
    }

    @Test
    void aBoardThatStayedInItsSlotOverARestartIsShownDone() throws Exception {
        LabelPlace place;
        try (StationOnRig before = rig()) {
            place = before.prepare(0, BOARD, "").label().orElseThrow();
        }
        try (StationOnRig after = rig()) {
            boardOfAnotherStation(after);
            SlotView end = after.prepare(0, BOARD, "");
            assertThat(end.phase()).isEqualTo(SlotPhase.DONE);
            assertThat(end.label()).contains(place);
            assertThat(end.trouble()).isEmpty();
            assertUntouched(after);
            assertThat(meters(after))
                    .contains("station_attempts_total{slot=\"A1\"} 0.0")
                    .contains("station_units_total{result=\"held\"} 0.0")
                    .contains("station_units_total{result=\"done\"} 0.0");
            after.pull(0);
            SlotView again = after.prepare(0, BOARD, "");
            assertThat(again.phase()).isEqualTo(SlotPhase.HELD);
            assertThat(after.code(0)).isEqualTo("ALREADY_PREPARED");
        }
    }

    /** The station that was stopped knew the place by the number of its bus. */
    @Test
    void aBoardThatStayedInItsSlotOverAnUpgradeIsShownDone() throws Exception {
        try (StationOnRig before = rig()) {
            before.prepare(0, BOARD, "");
        }
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.sqlite"));
                Statement statement = ledger.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE attempt SET slot_path = '1-1.1:1.0'"))
                    .isPositive();
        }
        try (StationOnRig after = rig()) {
            assertThat(after.prepare(0, BOARD, "").phase()).isEqualTo(SlotPhase.DONE);
            assertUntouched(after);
        }
    }

    /** In a fleet every station has a slot A1. */
    private static void boardOfAnotherStation(StationOnRig rig) {
        Instant now = Instant.now();
        UnitLedger units = rig.station().ledger().units();
        long attempt = units.begin(new AttemptStart("line-9", "9-1:1.0", "A1", "/dev/ttyUSB9", "fw.zip", "ab12", now));
        units.connected(attempt, "24:0a:c4:99:99:99", "ESP32", 4 << 20, false, now);
    }

    private static String meters(StationOnRig rig) {
        return rig.station().metrics().scrape("").text();
    }

    @Test
    void aBoardThatWasHeldAndStayedOverARestartIsNotCountedOnceMore() throws Exception {
        String held = "station_units_total{result=\"held\"} ";
        String taken = "station_failures_total{reason=\"NAME_TAKEN\",stage=\"CONNECTED\"} ";
        try (StationOnRig before = rig()) {
            before.demo().backOffice().know(StationOnRig.name(BOARD), "Generic-Test", Secret.of("12345678"));
            assertThat(before.prepare(0, BOARD, "").phase()).isEqualTo(SlotPhase.HELD);
            assertThat(meters(before)).contains(held + "1.0", taken + "1.0");
        }
        try (StationOnRig after = rig()) {
            after.demo().backOffice().know(StationOnRig.name(BOARD), "Generic-Test", Secret.of("12345678"));
            assertThat(after.prepare(0, BOARD, "").phase()).isEqualTo(SlotPhase.HELD);
            assertThat(after.code(0)).isEqualTo("NAME_TAKEN");
            assertThat(meters(after))
                    .contains(held + "0.0", taken + "0.0")
                    .contains("station_attempts_total{slot=\"A1\"} 0.0");
            after.pull(0);
            assertThat(after.prepare(0, BOARD, "").phase()).isEqualTo(SlotPhase.HELD);
            assertThat(meters(after)).contains(held + "1.0", taken + "1.0");
        }
    }

    @Test
    void aBoardThatComesIntoAnotherSlotAfterARestartIsAskedAbout() throws Exception {
        try (StationOnRig before = rig()) {
            before.prepare(0, BOARD, "");
        }
        try (StationOnRig after = rig()) {
            assertThat(after.prepare(1, BOARD, "").phase()).isEqualTo(SlotPhase.HELD);
            assertThat(after.code(1)).isEqualTo("ALREADY_PREPARED");
            assertUntouched(after);
        }
    }

    @Test
    void aBoardThatWaitedForItsRegistrationOverARestartGetsItsLabelWhereItIs() throws Exception {
        try (StationOnRig before = rig()) {
            before.demo().backOffice().trouble(FakeBackOffice.Trouble.BROKEN);
            before.plug(0, BOARD, "");
            before.awaitLabelDue(0, BOARD);
        }
        try (StationOnRig after = rig()) {
            assertThat(after.prepare(0, BOARD, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(after.slot(0).label()).isPresent();
            assertThat(after.unit(BOARD).state()).isEqualTo(UnitState.LABELLED);
            assertThat(after.registered()).containsExactly(StationOnRig.name(BOARD));
            assertThat(after.demo().rig().flash(BoardModel.usual(BOARD).mac())).containsOnly((byte) 0xFF);
        }
    }

    @Test
    void aBoardThatNeedsNoLabelGetsNoneWhenItComesAgain() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("sticker.noStickerTypes", "[Generic-Test]"))) {
            assertThat(rig.prepare(0, BOARD, "").phase()).isEqualTo(SlotPhase.DONE);
            rig.pull(0);
            SlotView again = rig.prepare(0, BOARD, "");
            assertThat(again.phase()).isEqualTo(SlotPhase.HELD);
            assertThat(again.label()).isEmpty();
            assertThat(rig.unit(BOARD).state()).isEqualTo(UnitState.REGISTERED);
        }
    }

    @Test
    void aBoardThatIsRefusedAfterItsRunIsShownHeldWhereItIs() throws Exception {
        try (StationOnRig rig = rig()) {
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.BROKEN);
            rig.plug(0, BOARD, "");
            rig.awaitLabelDue(0, BOARD);
            rig.demo().backOffice().know(StationOnRig.name(BOARD), "Generic-Test", Secret.of("12345678"));
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            assertThat(rig.awaitEnd(0, BOARD).phase()).isEqualTo(SlotPhase.HELD);
            assertThat(rig.code(0)).isEqualTo("NAME_TAKEN");
            assertThat(rig.slot(0).trouble().orElseThrow().remedy()).contains("station retire");
            assertThat(rig.unit(BOARD).label()).isEmpty();
        }
    }
}
