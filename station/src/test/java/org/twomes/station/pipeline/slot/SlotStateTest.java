package org.twomes.station.pipeline.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.pipeline.UnitOutcome;

/** What a slot shows of its board and of the runs on it. */
@Tag("fast")
class SlotStateTest {
    private static final String FIRST = "AA:00:00:00:00:01";
    private static final Optional<LabelPlace> PLACE = Optional.of(new LabelPlace(1, "line-1-0001", 7, 65));
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final List<SlotView> told = new ArrayList<>();
    private final SlotState slot = new SlotState("1-1:1.0", "A1", "", Clock.systemUTC(), told::add);

    private static UnitOutcome failed(SlotState.RunHandle run) {
        return new UnitOutcome.Failed(
                run.board(), UnitState.CONNECTED, SlotView.Trouble.of(FaultCode.NO_REPLY, "x"), true, NOW);
    }

    private static UnitOutcome waits(SlotState.RunHandle run) {
        return new UnitOutcome.AwaitingLabel(run.board(), "", false, Optional.empty(), NOW);
    }

    private static UnitOutcome.Board board(String mac) {
        return new UnitOutcome.Board(
                "", "A1", UnitOutcome.Board.NO_RUN, 0, Optional.of(1L), Optional.of(mac), Optional.empty(), List.of());
    }

    private static UnitOutcome done(UnitOutcome.Board board) {
        return new UnitOutcome.Done(board, UnitState.LABELLED, PLACE, Optional.empty(), true, NOW);
    }

    private static UnitOutcome held(UnitOutcome.Board board) {
        return new UnitOutcome.Held(
                board,
                UnitState.REGISTERED,
                SlotView.Trouble.of(FaultCode.REGISTRATION_REFUSED, "x"),
                Optional.empty(),
                true,
                NOW);
    }

    @Test
    void aBoardThatWasPulledStaysGoneWhenItsRunIsTriedOnceMore() {
        SlotState.RunHandle run = slot.waiting();
        run.running(1);
        assertThat(slot.view().present()).isTrue();
        slot.present(false);
        run.running(2);
        slot.ended(failed(run));
        assertThat(slot.view().present()).isFalse();
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.FAILED);
    }

    @Test
    void aReleasedSlotKeepsItsBoard() {
        slot.waiting();
        slot.clear();
        assertThat(slot.view().present()).isTrue();
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.EMPTY);
        slot.present(false);
        slot.clear();
        assertThat(slot.view().present()).isFalse();
    }

    @Test
    void whatAnEarlierRunStillTellsIsNotShownAnyMore() {
        SlotState.RunHandle earlier = slot.waiting();
        SlotState.RunHandle now = slot.waiting();
        now.running(1);
        slot.ended(failed(earlier));
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.RUNNING);
        assertThat(told.get(told.size() - 1).phase()).isEqualTo(SlotPhase.RUNNING);
    }

    private void aBoardThatWaitsForItsLabel() {
        SlotState.RunHandle run = slot.waiting();
        run.mac(FIRST);
        slot.ended(waits(run));
    }

    private void itsLabelComes() {
        slot.ended(done(board(FIRST)));
    }

    @Test
    void aLabelThatFollowsIsShownWithTheBoardThatWaitedForIt() {
        aBoardThatWaitsForItsLabel();
        itsLabelComes();
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.DONE);
        assertThat(slot.view().label()).isEqualTo(PLACE);
        assertThat(told).last().isEqualTo(slot.view());
    }

    @Test
    void aLabelThatComesAfterTheNextBoardWasPluggedEndsNothing() {
        aBoardThatWaitsForItsLabel();
        SlotState.RunHandle next = slot.waiting();
        itsLabelComes();
        assertThat(slot.view().phase()).as("the new board is not done").isEqualTo(SlotPhase.WAITING);
        assertThat(slot.view().label()).isEmpty();
        next.running(1);
        assertThat(slot.view().phase()).as("its own run is shown").isEqualTo(SlotPhase.RUNNING);
    }

    @Test
    void aLabelThatComesWhileTheRunIsInItsLastStageEndsIt() {
        SlotState.RunHandle run = slot.waiting();
        run.mac(FIRST);
        slot.ended(done(run.board()));
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.DONE);
    }

    @Test
    void anOutcomeOfAnotherBoardOrAnotherSlotIsNotShown() {
        aBoardThatWaitsForItsLabel();
        int before = told.size();
        slot.ended(done(board("AA:00:00:00:00:02")));
        SlotState other = new SlotState("1-2:1.0", "A2", "", Clock.systemUTC(), view -> {});
        SlotState.RunHandle elsewhere = other.waiting();
        elsewhere.mac(FIRST);
        slot.ended(held(elsewhere.board()));
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.REMOVE_ME);
        assertThat(told).as("nobody is told of nothing").hasSize(before);
    }

    @Test
    void aRefusalThatFollowsIsShownAndItsApprovalToo() {
        aBoardThatWaitsForItsLabel();
        slot.ended(held(board(FIRST)));
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.HELD);
        slot.ended(new UnitOutcome.AwaitingLabel(board(FIRST), "", true, Optional.empty(), NOW));
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.REMOVE_ME);
        assertThat(slot.view().activity()).isEqualTo("approved; remove me, the label follows");
        itsLabelComes();
        assertThat(slot.view().label()).isEqualTo(PLACE);
    }

    @Test
    void theOldLabelIsThrownAwayWhateverBecameOfTheBoard() {
        SlotState.RunHandle run = slot.waiting();
        run.mac(FIRST);
        run.oldLabels(List.of(new DeadLabel(new LabelPlace(1, "line-1-0001", 3, 65), 0)));
        slot.ended(waits(run));
        itsLabelComes();
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.DONE);
        assertThat(slot.view().trouble().map(SlotView.Trouble::code)).contains(FaultCode.OLD_LABEL.name());
    }
}
