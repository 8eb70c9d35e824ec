package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.daemon.BlockedOpener;
import org.twomes.station.daemon.Environments;
import org.twomes.station.daemon.StationEnvironment;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.daemon.StuckLinks;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.Line;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.PortListener;
import org.twomes.station.port.PortWatch;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.FaultScript;

/** Quick hands and stuck drivers: what one slot suffers stays its own. */
@Tag("rig")
class ManualHandlingOnRigTest {
    private static final int ONE = 0x000001;
    private static final int TWO = 0x000002;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** A board whose firmware says nothing stays in the middle of its run as long as a boot may take. */
    private static void awaitMiddle(StationOnRig floor, int slot) {
        await().atMost(SOON)
                .until(() -> floor.slot(slot).stage() == UnitState.IDENTIFIED
                        && floor.slot(slot).phase() == SlotPhase.RUNNING);
    }

    private static String failure(AttemptRecord attempt) {
        return attempt.failure().map(Failure::code).orElse("none");
    }

    /** The same surroundings, in which each slow rescan is counted. */
    private static StationEnvironment counting(StationEnvironment environment, AtomicInteger rescans) {
        PortWatch watch = environment.watch();
        PortWatch counted = new PortWatch() {
            @Override
            public void start(PortListener listener) {
                watch.start(listener);
            }

            @Override
            public void rescan() {
                watch.rescan();
                rescans.incrementAndGet();
            }

            @Override
            public List<DetectedPort> present() {
                return watch.present();
            }

            @Override
            public void close() {
                watch.close();
            }
        };
        return Environments.withWatch(environment, counted);
    }

    @Test
    void aBoardThatStaysPluggedIsNotRunAgainHoweverOftenItsPortIsLookedAt() throws Exception {
        AtomicInteger rescans = new AtomicInteger();
        Map<String, String> settings = Map.of("ports.rescan", "500ms", "pipeline.attempts", "1");
        try (StationOnRig floor =
                new StationOnRig(folder, 2, settings, environment -> counting(environment, rescans))) {
            floor.plug(0, ONE, "");
            floor.plug(1, TWO, "boot-loop");
            assertThat(floor.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(floor.awaitEnd(1, TWO).phase()).isEqualTo(SlotPhase.FAILED);
            int before = rescans.get();
            await().atMost(SOON).until(() -> rescans.get() > before + 2);
            assertThat(floor.slot(0).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(floor.slot(1).phase()).isEqualTo(SlotPhase.FAILED);
            assertThat(floor.attempts(ONE)).hasSize(1);
            assertThat(floor.attempts(TWO)).hasSize(1);
        }
    }

    @Test
    void newsOfTheOldTtyThatComeLateEndNoRun() throws Exception {
        try (StationOnRig floor = new StationOnRig(folder, 1, Map.of("device.bootDeadline", "4s"))) {
            floor.plug(0, ONE, "truncated 1");
            awaitMiddle(floor, 0);
            String path = floor.slot(0).path();
            floor.station().line().vanished(new DetectedPort("/dev/ttyUSB9", path, "A1", "10c4:ea60", ""));
            assertThat(floor.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(floor.slot(0).present()).isTrue();
        }
    }

    @Test
    void aBoardThatComesBackAsAnotherTtyRunsInItsOldSlot() throws Exception {
        try (StationOnRig floor = new StationOnRig(folder, 1, Map.of())) {
            floor.plug(0, ONE, "silent");
            awaitMiddle(floor, 0);
            floor.demo().rig().unplug(0);
            floor.demo().rig().plug(0, "ttyUSB7", BoardModel.usual(ONE), FaultScript.NONE);
            await().atMost(SOON).until(() -> floor.slot(0).phase() == SlotPhase.DONE);
            floor.assertProven(ONE);
            assertThat(floor.attempts(ONE))
                    .extracting(ManualHandlingOnRigTest::failure)
                    .containsExactly("UNPLUGGED", "none");
            assertThat(floor.registered()).containsExactly(StationOnRig.name(ONE));
        }
    }

    @Test
    void twoBoardsSwappedInASecondEachGetTheirOwnNameAndLabel() throws Exception {
        try (StationOnRig floor = new StationOnRig(folder, 2, Map.of())) {
            floor.plug(0, ONE, "silent");
            floor.plug(1, TWO, "silent");
            awaitMiddle(floor, 0);
            awaitMiddle(floor, 1);
            floor.demo().rig().unplug(0);
            floor.demo().rig().unplug(1);
            floor.plug(0, TWO, "");
            floor.plug(1, ONE, "");
            await().atMost(SOON)
                    .until(() -> floor.slot(0).phase() == SlotPhase.DONE
                            && floor.slot(1).phase() == SlotPhase.DONE);
            assertThat(floor.slot(0).name()).contains(StationOnRig.name(TWO));
            assertThat(floor.slot(1).name()).contains(StationOnRig.name(ONE));
            floor.assertProven(ONE);
            floor.assertProven(TWO);
            assertThat(floor.registered()).containsExactlyInAnyOrder(StationOnRig.name(ONE), StationOnRig.name(TWO));
            Set<Integer> places = new HashSet<>();
            for (int tail : new int[] {ONE, TWO}) {
                assertThat(floor.attempts(tail))
                        .extracting(ManualHandlingOnRigTest::failure)
                        .containsExactly("UNPLUGGED", "none");
                places.add(floor.unit(tail).label().orElseThrow().position());
            }
            assertThat(places).containsExactlyInAnyOrder(1, 2);
        }
    }

    @Test
    void aBoardPulledWhileItIsRegisteredIsFinishedWithoutIt() throws Exception {
        Map<String, String> settings = Map.of(
                "device.bootDeadline", "4s",
                "backOffice.timeout", "8s",
                "backOffice.retryInitialDelay", "1s",
                "backOffice.retryMaxDelay", "1s");
        try (StationOnRig floor = new StationOnRig(folder, 1, settings)) {
            floor.plug(0, ONE, "truncated 1");
            awaitMiddle(floor, 0);
            floor.demo().backOffice().trouble(FakeBackOffice.Trouble.SLOW);
            await().atMost(SOON).until(() -> floor.slot(0).stage() == UnitState.REGISTERED);
            floor.pull(0);
            await().atMost(SOON).until(() -> floor.slot(0).phase() == SlotPhase.REMOVE_ME);
            assertThat(floor.slot(0).trouble()).isEmpty();
            floor.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            await().atMost(SOON).until(() -> floor.unit(ONE).state() == UnitState.LABELLED);
            assertThat(floor.attempts(ONE))
                    .extracting(ManualHandlingOnRigTest::failure)
                    .containsExactly("none");
        }
    }

    @Test
    void aBoardThatIsReadIsLeftAloneByRunsAndOtherReaders() throws Exception {
        BlockedOpener door = new BlockedOpener();
        try (StationOnRig floor = new StationOnRig(folder, 1, Map.of(), door::around)) {
            floor.prepare(0, ONE, "");
            Line line = floor.station().line();
            String slot = floor.slot(0).path();
            Path config = folder.resolve("station.yaml");
            Files.writeString(config, "backOffice: {api: none}\n");
            Supplier<Cli> identify = () -> Cli.run(
                    "slots",
                    "identify",
                    "A1",
                    "--config",
                    config.toString(),
                    "--url",
                    floor.demo().dashboard());
            door.shut();
            CompletableFuture<Cli> read = CompletableFuture.supplyAsync(identify);
            await().atMost(SOON).until(() -> door.opened() == 1);
            Cli second = identify.get();
            assertThat(second.code()).isNotZero();
            assertThat(second.out()).contains("another reading of it");
            assertThat(line.runAgain(slot)).isTrue();
            assertThat(line.runAgain(slot)).isFalse();
            assertThat(floor.slot(0).phase()).isEqualTo(SlotPhase.WAITING);
            assertThat(line.active() + line.queued()).isZero();
            assertThat(door.opened()).isEqualTo(1);
            door.open();
            assertThat(read.get(60, TimeUnit.SECONDS).out()).contains(StationOnRig.name(ONE));
            await().atMost(SOON).until(() -> floor.slot(0).phase() == SlotPhase.HELD);
            assertThat(floor.code(0)).isEqualTo("ALREADY_PREPARED");

            door.shut();
            assertThat(line.runAgain(slot)).isTrue();
            await().atMost(SOON).until(() -> door.opened() == 1);
            assertThat(identify.get().code()).isNotZero();
            assertThat(door.opened()).isEqualTo(1);
            door.open();
            await().atMost(SOON).until(() -> floor.slot(0).phase() == SlotPhase.HELD);
            assertThat(identify.get().out()).contains(StationOnRig.name(ONE));
        }
    }

    @Test
    void aDriverThatNeverReturnsHoldsUpItsOwnSlotOnly() throws Exception {
        CountDownLatch atLast = new CountDownLatch(1);
        StuckLinks stuck =
                new StuckLinks(atLast, Map.of("ttyUSB0", StuckLinks.Where.READ, "ttyUSB1", StuckLinks.Where.WRITE));
        Map<String, String> settings =
                Map.of("pipeline.connect", "8s", "pipeline.program", "6s", "pipeline.attempts", "2");
        try (StationOnRig floor = new StationOnRig(folder, 4, settings, stuck::around)) {
            floor.plug(0, ONE, "");
            floor.plug(1, TWO, "");
            for (int round = 0; round < 2; round++) {
                floor.plug(2, 0x100 + round, "");
                floor.plug(3, 0x200 + round, "");
                for (int slot = 2; slot < 4; slot++) {
                    assertThat(floor.awaitEnd(slot, 0x100 * (slot - 1) + round).phase())
                            .isEqualTo(SlotPhase.DONE);
                    floor.pull(slot);
                }
            }
            for (int slot = 0; slot < 2; slot++) {
                assertThat(floor.awaitEnd(slot).phase()).isEqualTo(SlotPhase.FAILED);
                assertThat(floor.code(slot)).isEqualTo("PORT_STUCK");
                // It ran again, and the driver had not let go of the port.
                assertThat(floor.slot(slot).attempt()).isEqualTo(2);
            }
            assertThat(stuck.held()).isEqualTo(2);
            // The slot shows it first: the ledger may take its time.
            await().atMost(SOON).until(() -> failure(floor.attempts(TWO).get(0)).equals("PORT_STUCK"));
            stuck.heal();
            for (int slot = 0; slot < 2; slot++) {
                floor.pull(slot);
                assertThat(floor.prepare(slot, 0x300 + slot, "").phase()).isEqualTo(SlotPhase.DONE);
            }
            atLast.countDown();
            await().atMost(SOON).until(() -> stuck.held() == 0);
            assertThat(floor.attempts(TWO))
                    .extracting(ManualHandlingOnRigTest::failure)
                    .containsExactly("PORT_STUCK");
            assertThat(floor.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        }
    }

    @Test
    void aRunThatWasGivenUpRunsAgainOnceTheDriverLetsGo() throws Exception {
        CountDownLatch atLast = new CountDownLatch(1);
        StuckLinks stuck = new StuckLinks(atLast, Map.of("ttyUSB0", StuckLinks.Where.WRITE));
        try (StationOnRig floor = new StationOnRig(folder, 1, Map.of("pipeline.program", "2s"), stuck::around)) {
            floor.plug(0, ONE, "");
            await().atMost(SOON).until(() -> stuck.held() == 1);
            stuck.heal();
            await().atMost(SOON).until(() -> floor.slot(0).attempt() == 2);
            atLast.countDown();
            assertThat(floor.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(floor.attempts(ONE))
                    .extracting(ManualHandlingOnRigTest::failure)
                    .containsExactly("PORT_STUCK", "none");
            floor.assertProven(ONE);
        }
    }
}
