package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;

/** What a slot shows of its board and of the runs on it. */
class SlotStateTest {
    private static final String FIRST = "AA:00:00:00:00:01";
    private static final Optional<LabelPlace> PLACE = Optional.of(new LabelPlace(1, "line-1-0001", 7, 65));
    private static final Predicate<SlotView> WAITS_FOR_ITS_LABEL =
            view -> view.shows(FIRST) && view.phase() == SlotPhase.REMOVE_ME;

    private final List<SlotView> told = new ArrayList<>();
    private final SlotState slot = new SlotState("1-1:1.0", "A1", "", Clock.systemUTC(), told::add);

    @Test
    void aBoardThatWasPulledStaysGoneWhenItsRunIsTriedOnceMore() {
        SlotState.RunHandle turn = slot.waiting();
        turn.running(1);
        assertThat(slot.view().present()).isTrue();
        slot.present(false);
        turn.running(2);
        turn.ended(SlotPhase.FAILED, UnitState.CONNECTED, "failed", Optional.empty(), Optional.empty());
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
        earlier.ended(SlotPhase.FAILED, UnitState.CONNECTED, "failed", Optional.empty(), Optional.empty());
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.RUNNING);
        assertThat(told.get(told.size() - 1).phase()).isEqualTo(SlotPhase.RUNNING);
    }

    private void aBoardThatWaitsForItsLabel() {
        SlotState.RunHandle turn = slot.waiting();
        turn.mac(FIRST);
        turn.ended(SlotPhase.REMOVE_ME, UnitState.IDENTIFIED, "remove me", Optional.empty(), Optional.empty());
    }

    private void itsLabelComes() {
        slot.ended(WAITS_FOR_ITS_LABEL, SlotPhase.DONE, UnitState.LABELLED, "done", Optional.empty(), PLACE);
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
}
