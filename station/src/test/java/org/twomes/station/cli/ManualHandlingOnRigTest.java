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

/** Boards that are plugged and pulled quickly, and drivers that hang: a fault in one slot affects no other. */
@Tag("rig")
class ManualHandlingOnRigTest {
    private static final int ONE = 0x000001;
    private static final int TWO = 0x000002;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** A board whose firmware says nothing stays in the middle of its run as long as a boot may take. */
    private static void awaitMiddle(StationOnRig rig, int slot) {
        await().atMost(SOON)
                .until(() -> rig.slot(slot).stage() == UnitState.IDENTIFIED
                        && rig.slot(slot).phase() == SlotPhase.RUNNING);
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
        try (StationOnRig rig = new StationOnRig(folder, 2, settings, environment -> counting(environment, rescans))) {
            rig.plug(0, ONE, "");
            rig.plug(1, TWO, "boot-loop");
            assertThat(rig.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.awaitEnd(1, TWO).phase()).isEqualTo(SlotPhase.FAILED);
            int before = rescans.get();
            await().atMost(SOON).until(() -> rescans.get() > before + 2);
            assertThat(rig.slot(0).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.slot(1).phase()).isEqualTo(SlotPhase.FAILED);
            assertThat(rig.attempts(ONE)).hasSize(1);
            assertThat(rig.attempts(TWO)).hasSize(1);
        }
    }

    @Test
    void newsOfTheOldTtyThatComeLateEndNoRun() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("device.bootDeadline", "4s"))) {
            rig.plug(0, ONE, "truncated 1");
            awaitMiddle(rig, 0);
            String path = rig.slot(0).path();
            rig.station().line().vanished(new DetectedPort("/dev/ttyUSB9", path, "A1", "10c4:ea60", ""));
            assertThat(rig.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.slot(0).present()).isTrue();
        }
    }

    @Test
    void aBoardThatComesBackAsAnotherTtyRunsInItsOldSlot() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            rig.plug(0, ONE, "silent");
            awaitMiddle(rig, 0);
            rig.demo().rig().unplug(0);
            rig.demo().rig().plug(0, "ttyUSB7", BoardModel.usual(ONE), FaultScript.NONE);
            await().atMost(SOON).until(() -> rig.slot(0).phase() == SlotPhase.DONE);
            rig.assertProven(ONE);
            assertThat(rig.attempts(ONE))
                    .extracting(ManualHandlingOnRigTest::failure)
                    .containsExactly("UNPLUGGED", "none");
            assertThat(rig.registered()).containsExactly(StationOnRig.name(ONE));
        }
    }

    @Test
    void twoBoardsSwappedInASecondEachGetTheirOwnNameAndLabel() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 2, Map.of())) {
            rig.plug(0, ONE, "silent");
            rig.plug(1, TWO, "silent");
            awaitMiddle(rig, 0);
            awaitMiddle(rig, 1);
            rig.demo().rig().unplug(0);
            rig.demo().rig().unplug(1);
            rig.plug(0, TWO, "");
            rig.plug(1, ONE, "");
            await().atMost(SOON)
                    .until(() ->
                            rig.slot(0).phase() == SlotPhase.DONE && rig.slot(1).phase() == SlotPhase.DONE);
            assertThat(rig.slot(0).name()).contains(StationOnRig.name(TWO));
            assertThat(rig.slot(1).name()).contains(StationOnRig.name(ONE));
            rig.assertProven(ONE);
            rig.assertProven(TWO);
            assertThat(rig.registered()).containsExactlyInAnyOrder(StationOnRig.name(ONE), StationOnRig.name(TWO));
            Set<Integer> places = new HashSet<>();
            for (int tail : new int[] {ONE, TWO}) {
                assertThat(rig.attempts(tail))
                        .extracting(ManualHandlingOnRigTest::failure)
                        .containsExactly("UNPLUGGED", "none");
                places.add(rig.unit(tail).label().orElseThrow().position());
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
        try (StationOnRig rig = new StationOnRig(folder, 1, settings)) {
            rig.plug(0, ONE, "truncated 1");
            awaitMiddle(rig, 0);
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.SLOW);
            await().atMost(SOON).until(() -> rig.slot(0).stage() == UnitState.REGISTERED);
            rig.pull(0);
            await().atMost(SOON).until(() -> rig.slot(0).phase() == SlotPhase.REMOVE_ME);
            assertThat(rig.slot(0).trouble()).isEmpty();
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            await().atMost(SOON).until(() -> rig.unit(ONE).state() == UnitState.LABELLED);
            assertThat(rig.attempts(ONE))
                    .extracting(ManualHandlingOnRigTest::failure)
                    .containsExactly("none");
        }
    }

    @Test
    void aBoardThatIsReadIsLeftAloneByRunsAndOtherReaders() throws Exception {
        BlockedOpener opener = new BlockedOpener();
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of(), opener::around)) {
            rig.prepare(0, ONE, "");
            Line line = rig.station().line();
            String slot = rig.slot(0).path();
            Path config = folder.resolve("station.yaml");
            Files.writeString(config, "backOffice: {api: none}\n");
            Supplier<Cli> identify = () -> Cli.run(
                    "slots",
                    "identify",
                    "A1",
                    "--config",
                    config.toString(),
                    "--url",
                    rig.demo().dashboard());
            opener.shut();
            CompletableFuture<Cli> read = CompletableFuture.supplyAsync(identify);
            await().atMost(SOON).until(() -> opener.opened() == 1);
            Cli second = identify.get();
            assertThat(second.code()).isNotZero();
            assertThat(second.out()).contains("another reading of it");
            assertThat(line.runAgain(slot)).isTrue();
            assertThat(line.runAgain(slot)).isFalse();
            assertThat(rig.slot(0).phase()).isEqualTo(SlotPhase.WAITING);
            assertThat(line.active() + line.queued()).isZero();
            assertThat(opener.opened()).isEqualTo(1);
            opener.open();
            assertThat(read.get(60, TimeUnit.SECONDS).out()).contains(StationOnRig.name(ONE));
            await().atMost(SOON).until(() -> rig.slot(0).phase() == SlotPhase.HELD);
            assertThat(rig.code(0)).isEqualTo("ALREADY_PREPARED");

            opener.shut();
            assertThat(line.runAgain(slot)).isTrue();
            await().atMost(SOON).until(() -> opener.opened() == 1);
            assertThat(identify.get().code()).isNotZero();
            assertThat(opener.opened()).isEqualTo(1);
            opener.open();
            await().atMost(SOON).until(() -> rig.slot(0).phase() == SlotPhase.HELD);
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
        try (StationOnRig rig = new StationOnRig(folder, 4, settings, stuck::around)) {
            rig.plug(0, ONE, "");
            rig.plug(1, TWO, "");
            for (int round = 0; round < 2; round++) {
                rig.plug(2, 0x100 + round, "");
                rig.plug(3, 0x200 + round, "");
                for (int slot = 2; slot < 4; slot++) {
                    assertThat(rig.awaitEnd(slot, 0x100 * (slot - 1) + round).phase())
                            .isEqualTo(SlotPhase.DONE);
                    rig.pull(slot);
                }
            }
            for (int slot = 0; slot < 2; slot++) {
                assertThat(rig.awaitEnd(slot).phase()).isEqualTo(SlotPhase.FAILED);
                assertThat(rig.code(slot)).isEqualTo("PORT_STUCK");
                // It ran again, and the driver had not let go of the port.
                assertThat(rig.slot(slot).run().attempt()).isEqualTo(2);
            }
            assertThat(stuck.held()).isEqualTo(2);
            // The slot shows it first: the ledger may take its time.
            await().atMost(SOON).until(() -> failure(rig.attempts(TWO).get(0)).equals("PORT_STUCK"));
            stuck.heal();
            for (int slot = 0; slot < 2; slot++) {
                rig.pull(slot);
                assertThat(rig.prepare(slot, 0x300 + slot, "").phase()).isEqualTo(SlotPhase.DONE);
            }
            atLast.countDown();
            await().atMost(SOON).until(() -> stuck.held() == 0);
            assertThat(rig.attempts(TWO))
                    .extracting(ManualHandlingOnRigTest::failure)
                    .containsExactly("PORT_STUCK");
            assertThat(rig.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        }
    }

    @Test
    void aRunThatWasGivenUpRunsAgainOnceTheDriverLetsGo() throws Exception {
        CountDownLatch atLast = new CountDownLatch(1);
        StuckLinks stuck = new StuckLinks(atLast, Map.of("ttyUSB0", StuckLinks.Where.WRITE));
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("pipeline.program", "2s"), stuck::around)) {
            rig.plug(0, ONE, "");
            await().atMost(SOON).until(() -> stuck.held() == 1);
            stuck.heal();
            await().atMost(SOON).until(() -> rig.slot(0).run().attempt() == 2);
            atLast.countDown();
            assertThat(rig.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.attempts(ONE))
                    .extracting(ManualHandlingOnRigTest::failure)
                    .containsExactly("PORT_STUCK", "none");
            rig.assertProven(ONE);
        }
    }
}
