package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Json;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.RigSettings;

/** Two processes under one station's name: the second one does not touch what the first has under way. */
@Tag("rig")
class OneNameTest {
    private static final int ONE = 0x000001;
    private static final int TWO = 0x000002;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @Test
    void aSecondDaemonIsRefusedAndASingleFlashWorksBesideTheFirst() throws Exception {
        Map<String, String> same = Map.of("station.data", Json.line(folder.toString()));
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("device.bootDeadline", "20s"))) {
            rig.plug(0, ONE, "truncated 1");
            await().atMost(SOON).until(() -> rig.slot(0).stage() == UnitState.IDENTIFIED);
            try (DemoRig second = new DemoRig(elsewhere, 1, RigSettings.Speed.FAST, same)) {
                assertThatThrownBy(second.station()::start)
                        .isInstanceOfSatisfying(
                                FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_IN_USE))
                        .hasMessageContaining("Another process works as station demo");
                second.station().startBeside();
                second.rig().plug(0, BoardModel.usual(TWO));
                await().atMost(SOON)
                        .until(() -> second.station().line().slots().get(0).phase() == SlotPhase.DONE);
                assertThat(second.backOffice().devices())
                        .extracting(FakeBackOffice.Device::name)
                        .containsExactly(StationOnRig.name(TWO));
            }
            assertThat(rig.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.attempts(ONE)).hasSize(1);
            assertThat(rig.attempts(ONE).get(0).failure()).isEmpty();
            assertThat(rig.unit(TWO).state()).isEqualTo(UnitState.LABELLED);
            assertThat(rig.unit(ONE).label()).isNotEqualTo(rig.unit(TWO).label());
        }
    }
}
