package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.rig.FakeBackOffice;

/** What becomes of a board: one case a rule. */
@Tag("fast")
class LineTest {
    private static final int MAC = 0xD3AD48;
    private static final int OTHER = 0xD3AD49;
    private static final String NAME = "TWOMES-D3AD48";

    @TempDir
    Path folder;

    private Optional<MemoryStation> opened = Optional.empty();

    private MemoryStation station(String... settings) throws Exception {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        MemoryStation station = new MemoryStation(folder, map);
        opened = Optional.of(station);
        return station;
    }

    private MemoryStation restarted(MemoryStation before) throws Exception {
        MemoryStation after = before.restart(folder, Map.of());
        opened = Optional.of(after);
        return after;
    }

    @AfterEach
    void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    private static UnitOutcome.Done done(UnitOutcome outcome) {
        assertThat(outcome).isInstanceOf(UnitOutcome.Done.class);
        return (UnitOutcome.Done) outcome;
    }

    private static UnitOutcome.Held held(UnitOutcome outcome) {
        assertThat(outcome).isInstanceOf(UnitOutcome.Held.class);
        return (UnitOutcome.Held) outcome;
    }

    private static UnitOutcome.Failed failed(UnitOutcome outcome) {
        assertThat(outcome).isInstanceOf(UnitOutcome.Failed.class);
        return (UnitOutcome.Failed) outcome;
    }

    private static void assertFailed(UnitOutcome outcome, FaultCode code) {
        assertThat(failed(outcome).cause().code()).isEqualTo(code.name());
    }

    @Test
    void aSoundBoardIsDoneWithItsLabelOnce() throws Exception {
        MemoryStation station = station();
        UnitOutcome.Done done = done(station.prepare(1, MAC, ""));
        assertThat(done.state()).isEqualTo(UnitState.LABELLED);
        assertThat(done.board().name()).contains(NAME);
        assertThat(station.unit(MAC).state()).isEqualTo(UnitState.LABELLED);
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        assertThat(station.slot(1).label()).isEqualTo(done.label()).isPresent();
        assertThat(station.line.awaitIdle(Duration.ofSeconds(60))).isTrue();
        assertThat(station.outcomes).containsExactly(done);
        station.assertCounted("done", 1);
    }

    @Test
    void aDeviceTypeThatNeedsNoLabelIsDoneOnceItIsRegistered() throws Exception {
        MemoryStation station = station("sticker.noStickerTypes", "[Generic-Test]");
        UnitOutcome.Done done = done(station.prepare(1, MAC, ""));
        assertThat(done.state()).isEqualTo(UnitState.REGISTERED);
        assertThat(done.label()).isEmpty();
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        station.assertCounted("done", 1);
    }

    @Test
    void withoutABackOfficeABoardIsLabelledAtOnce() throws Exception {
        MemoryStation station = station("backOffice.api", "none");
        assertThat(done(station.prepare(1, MAC, "")).label()).isPresent();
        assertThat(station.backOffice.requests()).isZero();
    }

    @Test
    void aFailureThatMayPassIsTriedAgain() throws Exception {
        MemoryStation station = station();
        station.failingOpens.set(1);
        assertThat(done(station.prepare(1, MAC, "")).board().attempt()).isEqualTo(2);
        station.assertCounted("failed", 0);
    }

    @Test
    void aFailureThatMayPassIsFinalAfterTheConfiguredAttempts() throws Exception {
        MemoryStation station = station("pipeline.attempts", "3");
        UnitOutcome.Failed failed = failed(station.prepare(1, MAC, "brown-out"));
        assertFailed(failed, FaultCode.BROWN_OUT);
        assertThat(failed.towards()).isEqualTo(UnitState.IDENTIFIED);
        assertThat(failed.board().attempt()).isEqualTo(3);
        assertThat(station.attempts(MAC)).hasSize(3);
        assertThat(station.unit(MAC).state()).isEqualTo(UnitState.FAILED);
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.FAILED);
        station.assertCounted("failed", 1);
    }

    @Test
    void aFailureThatNeedsAPersonIsNotTriedAgain() throws Exception {
        MemoryStation station = station();
        assertFailed(station.prepare(1, MAC, "wrong-name"), FaultCode.NAME_MISMATCH);
        assertThat(station.attempts(MAC)).hasSize(1);
    }

    @Test
    void aBoardThatFailedIsRunAgainOnRequest() throws Exception {
        MemoryStation station = station("pipeline.attempts", "1");
        station.failingOpens.set(1);
        assertFailed(station.prepare(1, MAC, ""), FaultCode.PORT_OPEN_FAILED);
        assertThat(station.line.awaitIdle(Duration.ofSeconds(60))).isTrue();
        assertThat(station.line.runAgain(MemoryStation.port(1).slotPath())).isTrue();
        assertThat(done(station.next(1)).label()).isPresent();
    }

    @Test
    void aStageThatTakesTooLongIsCutOff() throws Exception {
        MemoryStation station = station("pipeline.connect", "1s", "pipeline.attempts", "1");
        UnitOutcome.Failed failed = failed(station.prepare(1, MAC, "deaf"));
        assertFailed(failed, FaultCode.STAGE_TIMEOUT);
        assertThat(failed.towards()).isEqualTo(UnitState.CONNECTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTED", "PROGRAMMED", "VERIFIED", "IDENTIFIED"})
    void aBoardThatIsPulledFailsAtItsStageAndIsNotTriedAgain(UnitState stage) throws Exception {
        MemoryStation station = station();
        station.pullAt(1, stage);
        UnitOutcome.Failed failed = failed(station.prepare(1, MAC, ""));
        assertFailed(failed, FaultCode.UNPLUGGED);
        assertThat(failed.towards()).isEqualTo(stage);
        assertThat(failed.board().attempt()).isEqualTo(1);
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.FAILED);
        assertThat(station.slot(1).present()).isFalse();
    }

    @Test
    void aBoardThatIsPulledWhileItIsRegisteredIsDone() throws Exception {
        MemoryStation station = station();
        station.pullAt(1, UnitState.REGISTERED);
        done(station.prepare(1, MAC, ""));
        assertThat(station.slot(1).present()).isFalse();
    }

    @Test
    void aBoardWhoseNameIsInUseIsHeldBeforeItIsErased() throws Exception {
        MemoryStation station = station();
        station.backOffice.know(NAME, "Generic-Test", Secret.of("4000000001"));
        UnitOutcome.Held held = held(station.prepare(1, MAC, ""));
        assertThat(held.cause().code()).isEqualTo(FaultCode.NAME_TAKEN.name());
        assertThat(held.stage()).isEqualTo(UnitState.CONNECTED);
        assertThat(station.untouched(1)).isTrue();
        assertThat(station.unit(MAC).state()).isEqualTo(UnitState.HELD);
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.HELD);
        station.assertCounted("held", 1);
    }

    @Test
    void anApprovedBoardIsRunAndOneThatIsHeldAtItsRegistrationIsRegisteredAsItIs() throws Exception {
        MemoryStation station = station();
        station.backOffice.know(NAME, "Generic-Test", Secret.of("4000000001"));
        held(station.prepare(1, MAC, ""));
        assertThat(station.line.awaitIdle(Duration.ofSeconds(60))).isTrue();
        assertThat(station.line.approve(MemoryStation.mac(MAC), "sue")).isEqualTo(Approval.RUNS);
        UnitOutcome.Held again = held(station.next(1));
        assertThat(again.stage()).as("it was prepared").isEqualTo(UnitState.REGISTERED);
        assertThat(station.line.approve(MemoryStation.mac(MAC), "sue")).isEqualTo(Approval.REGISTERS);
        UnitOutcome.AwaitingLabel waits = (UnitOutcome.AwaitingLabel) station.next(2);
        assertThat(waits.approved()).isTrue();
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.REMOVE_ME);
        station.registrar.workNow();
        held(station.next(3));
        assertThat(station.slot(1).phase()).as("the name is in use still").isEqualTo(SlotPhase.HELD);
    }

    @Test
    void aBoardThatWasDoneAShortTimeAgoIsHeldWithItsLabelUntilItIsApproved() throws Exception {
        MemoryStation station = station("backOffice.api", "none");
        UnitOutcome.Done first = done(station.prepare(1, MAC, ""));
        station.pull(1);
        UnitOutcome.Held held = held(station.prepare(1, MAC, ""));
        assertThat(held.cause().code()).isEqualTo(FaultCode.ALREADY_PREPARED.name());
        assertThat(held.label()).isEqualTo(first.label());
        assertThat(station.slot(1).activity()).isEqualTo("prepared already");
        assertThat(station.line.awaitIdle(Duration.ofSeconds(60))).isTrue();
        assertThat(station.line.finished(MemoryStation.port(1).slotPath())).isPresent();
        assertThat(station.line.approve(MemoryStation.mac(MAC), "sue")).isEqualTo(Approval.RUNS);
        assertThat(done(station.next(2)).label()).isPresent().isNotEqualTo(first.label());
        assertThat(station.unit(MAC).life()).isEqualTo(2);
        station.assertCounted("held", 0);
        station.assertCounted("done", 2);
    }

    private static MemoryStation withABoardThatWaits(MemoryStation station) {
        station.backOffice.trouble(FakeBackOffice.Trouble.HANGS_UP);
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.AwaitingLabel.class);
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.REMOVE_ME);
        assertThat(station.unit(MAC).state()).isEqualTo(UnitState.IDENTIFIED);
        return station;
    }

    private static UnitOutcome answersAgain(MemoryStation station) {
        int before = station.outcomes.size();
        station.backOffice.trouble(FakeBackOffice.Trouble.NONE);
        station.registrar.workNow();
        return station.next(before);
    }

    @Test
    void aLabelThatFollowsTurnsTheSlotOfItsBoardGreen() throws Exception {
        MemoryStation station = withABoardThatWaits(station());
        UnitOutcome.Done done = done(answersAgain(station));
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        assertThat(station.slot(1).label()).isEqualTo(done.label()).isPresent();
        assertThat(station.outcomes).hasSize(2);
        station.assertCounted("done", 1);
    }

    @Test
    void aLabelThatFollowsIsShownThoughItsBoardIsGone() throws Exception {
        MemoryStation station = withABoardThatWaits(station());
        station.pull(1);
        done(answersAgain(station));
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        assertThat(station.slot(1).present()).isFalse();
    }

    @Test
    void aLabelThatFollowsIsNotShownOnTheNextBoard() throws Exception {
        MemoryStation station = withABoardThatWaits(station());
        station.pull(1);
        station.mayOpen = new CountDownLatch(1);
        station.plug(1, OTHER, "");
        station.awaitPhase(1, SlotPhase.RUNNING);
        done(answersAgain(station));
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.RUNNING);
        assertThat(station.unit(MAC).state()).isEqualTo(UnitState.LABELLED);
        station.mayOpen.countDown();
        assertThat(done(station.next(2)).board().mac()).contains(MemoryStation.mac(OTHER));
    }

    @Test
    void aRegistrationThatFollowsEndsABoardThatNeedsNoLabel() throws Exception {
        MemoryStation station = withABoardThatWaits(station("sticker.noStickerTypes", "[Generic-Test]"));
        assertThat(done(answersAgain(station)).state()).isEqualTo(UnitState.REGISTERED);
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        station.assertCounted("done", 1);
    }

    @Test
    void aRefusalThatFollowsHoldsTheBoard() throws Exception {
        MemoryStation station = withABoardThatWaits(station());
        station.backOffice.know(NAME, "Generic-Test", Secret.of("4000000001"));
        UnitOutcome.Held held = held(answersAgain(station));
        assertThat(held.stage()).isEqualTo(UnitState.REGISTERED);
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.HELD);
        station.assertCounted("held", 1);
    }

    @Test
    void aBoardThatWaitsForItsRegistrationIsNotPreparedAnew() throws Exception {
        MemoryStation station = withABoardThatWaits(station());
        station.pull(1);
        assertThat(held(station.prepare(1, MAC, "")).cause().code()).isEqualTo(FaultCode.REGISTRATION_WAITS.name());
    }

    @Test
    void anAttemptThatAStopCutOffIsFailedAtTheNextStart() throws Exception {
        MemoryStation before = station();
        long attempt = before.ledger
                .units()
                .begin(new AttemptStart(
                        MemoryStation.STATION,
                        MemoryStation.port(1).slotPath(),
                        "A1",
                        "memory:1",
                        "fw.zip",
                        "ab12",
                        Instant.now()));
        before.ledger.units().connected(attempt, MemoryStation.mac(MAC), "ESP32", 4 << 20, false, Instant.now());
        MemoryStation after = restarted(before);
        assertThat(after.unit(MAC).failure().orElseThrow().code()).isEqualTo(FaultCode.STATION_STOPPED.name());
        assertThat(done(after.prepare(1, MAC, "")).state()).isEqualTo(UnitState.LABELLED);
    }

    @Test
    void aBoardThatStayedInItsSlotOverARestartIsAsItWasAndNotCounted() throws Exception {
        MemoryStation before = station();
        UnitOutcome.Done first = done(before.prepare(1, MAC, ""));
        assertThat(before.line.awaitIdle(Duration.ofSeconds(60))).isTrue();
        MemoryStation after = restarted(before);
        after.line.appeared(MemoryStation.port(1));
        UnitOutcome.Done again = done(after.next(0));
        assertThat(again.counted()).isFalse();
        assertThat(again.label()).isEqualTo(first.label());
        assertThat(after.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        after.assertCounted("done", 0);
    }

    @Test
    void aRegistrationThatWaitsOverARestartIsMadeAfterIt() throws Exception {
        MemoryStation after = restarted(withABoardThatWaits(station()));
        after.line.appeared(MemoryStation.port(1));
        assertThat(after.next(0)).isInstanceOf(UnitOutcome.AwaitingLabel.class);
        done(answersAgain(after));
        assertThat(after.slot(1).phase()).isEqualTo(SlotPhase.DONE);
        assertThat(after.backOffice.devices()).hasSize(1);
        after.assertCounted("done", 1);
    }

    @Test
    void aBoardThatFindsTheQueueFullIsNotTaken() throws Exception {
        MemoryStation station = station("pipeline.workers", "1", "pipeline.queue", "1");
        station.mayOpen = new CountDownLatch(1);
        station.plug(1, MAC, "");
        station.plug(2, OTHER, "");
        UnitOutcome full = station.prepare(3, 0xD3AD50, "");
        assertFailed(full, FaultCode.QUEUE_FULL);
        assertThat(station.slot(3).activity()).isEqualTo("not taken");
        station.assertCounted("failed", 0);
        station.pull(2);
        assertThat(station.slot(2).phase()).as("pulled while it waited").isEqualTo(SlotPhase.EMPTY);
        station.mayOpen.countDown();
        done(station.next(1));
        assertThat(station.line.awaitIdle(Duration.ofSeconds(60))).isTrue();
        assertThat(station.outcomes)
                .as("nothing is said of a board that only waited")
                .hasSize(2);
    }

    @Test
    void aPausedLineTakesABoardOnceItIsResumed() throws Exception {
        MemoryStation station = station();
        station.line.pause();
        station.plug(1, MAC, "");
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.EMPTY);
        station.line.resume();
        done(station.next(0));
    }

    @Test
    void aStopCutsOffWhatIsNotDoneInTime() throws Exception {
        MemoryStation station = station("device.bootDeadline", "60s");
        station.plug(1, MAC, "silent");
        station.awaitPhase(1, SlotPhase.RUNNING);
        station.line.drain(Duration.ZERO);
        assertFailed(station.next(0), FaultCode.STATION_STOPPED);
    }

    @Test
    void aBoardThatFindsNoBundleIsRunWhenThereIsOne() throws Exception {
        MemoryStation station = station();
        station.bundleThere = false;
        assertFailed(station.prepare(1, MAC, ""), FaultCode.NO_BUNDLE);
        assertThat(station.line.awaitIdle(Duration.ofSeconds(60))).isTrue();
        station.bundleThere = true;
        station.line.firmwareCame();
        done(station.next(1));
    }

    @Test
    void aPortThatCannotBeUsedIsShownUntilItGoes() throws Exception {
        MemoryStation station = station();
        station.line.unusable(
                MemoryStation.port(1),
                new FaultException(FaultCode.PORT_ACCESS_DENIED, "memory:1", "permission denied"));
        assertThat(station.outcomes).singleElement().isInstanceOf(UnitOutcome.Unusable.class);
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.UNUSABLE);
        station.line.vanished(MemoryStation.port(1));
        assertThat(station.slot(1).phase()).isEqualTo(SlotPhase.EMPTY);
    }
}
