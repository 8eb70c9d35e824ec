package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.ledger.SlotBaud;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;

/** A slot whose line is noisy at a high rate falls to the highest clean one, and begins there with its next board. */
@Tag("rig")
class SlotBaudOnRigTest {
    private static final FaultScript NOISY_ABOVE_250000 = FaultScript.parse("noise-above 250000");

    @TempDir
    Path folder;

    @Test
    void theRateThatASlotCarriesIsRemembered() throws Exception {
        Map<String, String> settings = Map.of("loader.baud", "921600", "loader.ladder", "[460800, 230400]");
        try (DemoRig demo = new DemoRig(folder, 2, RigSettings.Speed.FAST, settings)) {
            demo.station().start();
            assertThat(ended(demo, 0, 0x000001).run().baud()).isEqualTo(230_400);
            assertThat(notes(demo, 1)).anyMatch(note -> note.contains("fell back to 230400 baud"));
            demo.rig().unplug(0);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !demo.station().line().slots().get(0).present());
            assertThat(ended(demo, 0, 0x000002).run().baud()).isEqualTo(230_400);
            assertThat(notes(demo, 2))
                    .as("the second board begins at the rate that held")
                    .noneMatch(note -> note.contains("baud"));
            demo.rig().plug(1, BoardModel.usual(0x000003));
            assertThat(end(demo, 1, 0x000003).run().baud())
                    .as("the other slot is as fast as ever")
                    .isEqualTo(921_600);
        }
    }

    /** What a station learnt that knew its places by the numbers of their buses. */
    @Test
    void theRateOfAPlaceIsRememberedOverItsNewName() throws Exception {
        Map<String, String> settings = Map.of("loader.baud", "921600", "loader.ladder", "[460800, 230400]");
        try (DemoRig demo = new DemoRig(folder, 1, RigSettings.Speed.FAST, settings)) {
            UnitLedger units = demo.station().ledger().units();
            units.slotBaud("demo", "1-1.1:1.0", SlotBaud.carrying(230_400, 4), Instant.now());
            demo.station().start();
            assertThat(clean(demo, 0x000001).run().baud()).isEqualTo(230_400);
            assertThat(units.slotBaud("demo", demo.rig().slotPaths().get(0))).contains(SlotBaud.carrying(230_400, 5));
            assertThat(units.slotBaud("demo", "1-1.1:1.0")).isEmpty();
        }
    }

    /** Eight boards were clean before; two more, and the cable that was replaced carries the higher rates again. */
    @Test
    void afterEnoughCleanBoardsTheNextRungUpIsTried() throws Exception {
        Map<String, String> settings = Map.of("loader.baud", "921600", "loader.ladder", "[460800, 230400]");
        try (DemoRig demo = new DemoRig(folder, 1, RigSettings.Speed.FAST, settings)) {
            demo.station().start();
            String path = demo.station().line().slots().get(0).path();
            UnitLedger units = demo.station().ledger().units();
            units.slotBaud("demo", path, SlotBaud.carrying(230_400, 8), Instant.now());
            assertThat(clean(demo, 0x000001).run().baud()).isEqualTo(230_400);
            assertThat(units.slotBaud("demo", path)).contains(SlotBaud.carrying(230_400, 9));
            assertThat(clean(demo, 0x000002).run().baud()).isEqualTo(230_400);
            assertThat(notes(demo, 2))
                    .anyMatch(note -> note.contains("clean at 230400 baud: the next begins at 460800"));
            assertThat(clean(demo, 0x000003).run().baud()).isEqualTo(460_800);
            assertThat(units.slotBaud("demo", path)).contains(SlotBaud.carrying(460_800, 1));
            assertThat(ended(demo, 0, 0x000004).run().baud())
                    .as("the line is noisy again")
                    .isEqualTo(230_400);
            assertThat(units.slotBaud("demo", path)).contains(new SlotBaud(230_400, 0, 230_400, 460_800));
        }
    }

    /** Its adapter would carry 3 M; its cable carries 1.6 M. */
    @ParameterizedTest
    @ValueSource(strings = {"noise-above 1600000", "lose-above 1600000"})
    void aSlotTriesMoreThanItsLineCarriesAndFailsNoBoard(String cable) throws Exception {
        try (DemoRig demo = new DemoRig(folder, 1, RigSettings.Speed.FAST, Map.of("loader.baud", "auto"))) {
            demo.station().start();
            String path = demo.rig().slotPaths().get(0);
            UnitLedger units = demo.station().ledger().units();
            SlotView first = plugged(demo, 0x000001, cable);
            assertThat(first.run().baud()).isEqualTo(921_600);
            assertThat(first.run().rateReason()).isEqualTo("the slot's first board");
            int most = units.slotBaud("demo", path).orElseThrow().baud();
            assertThat(most).isGreaterThan(1_600_000);
            // On a busy machine an answer may come too late for a try: then the rate is lower, and right all the same.
            int found = plugged(demo, 0x000002, cable).run().baud();
            assertThat(found).isBetween(921_600, 1_500_000);
            SlotView third = plugged(demo, 0x000003, cable);
            assertThat(third.run().baud()).isLessThanOrEqualTo(found);
            assertThat(third.run().rateReason()).endsWith("baud failed");
            assertThat(units.slotBaud("demo", path).orElseThrow().refused())
                    .isGreaterThan(third.run().baud());
            for (int board = 1; board <= 3; board++) {
                assertThat(units.byMac(mac(board)).orElseThrow().attempts()).isEqualTo(1);
            }
            assertThat(demo.station().metrics().scrape("").text())
                    .contains("station_slot_baud{slot=\"" + third.slot() + "\"} "
                            + third.run().baud() + ".0");
        }
    }

    private static SlotView plugged(DemoRig demo, int macTail, String faults) {
        demo.rig().plug(0, BoardModel.usual(macTail), FaultScript.parse(faults));
        SlotView end = end(demo, 0, macTail);
        demo.rig().unplug(0);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !demo.station().line().slots().get(0).present());
        return end;
    }

    private static SlotView clean(DemoRig demo, int macTail) {
        demo.rig().plug(0, BoardModel.usual(macTail));
        SlotView end = end(demo, 0, macTail);
        demo.rig().unplug(0);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !demo.station().line().slots().get(0).present());
        return end;
    }

    private static SlotView ended(DemoRig demo, int slot, int macTail) {
        demo.rig().plug(slot, BoardModel.usual(macTail), NOISY_ABOVE_250000);
        return end(demo, slot, macTail);
    }

    /** A slot shows its last board's end until the next is seen: so the end of this MAC's is waited for. */
    private static SlotView end(DemoRig demo, int slot, int macTail) {
        return await().atMost(Duration.ofSeconds(90))
                .until(
                        () -> demo.station().line().slots().get(slot),
                        view -> view.phase() == SlotPhase.DONE
                                && view.mac().filter(mac(macTail)::equals).isPresent());
    }

    private static String mac(int macTail) {
        return String.format("24:0a:c4:00:00:%02x", macTail);
    }

    private static List<String> notes(DemoRig demo, int macTail) {
        return demo
                .station()
                .ledger()
                .units()
                .attempts(demo.station()
                        .ledger()
                        .units()
                        .byMac(mac(macTail))
                        .orElseThrow()
                        .id())
                .stream()
                .flatMap(attempt -> attempt.notes().stream())
                .map(note -> note.text())
                .toList();
    }
}
