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

/** What a slot shows when its board is changed while news of the one before are under way. */
class SlotStateTest {
    private static final String FIRST = "AA:00:00:00:00:01";
    private static final Optional<LabelPlace> PLACE = Optional.of(new LabelPlace(1, "line-1-0001", 7, 65));
    private static final Predicate<SlotView> WAITS_FOR_ITS_LABEL =
            view -> view.shows(FIRST) && view.phase() == SlotPhase.REMOVE_ME;

    private final List<SlotView> told = new ArrayList<>();
    private final SlotState slot = new SlotState("1-1.1", "A1", "", Clock.systemUTC(), told::add);

    private void aBoardThatWaitsForItsLabel() {
        SlotState.Turn turn = slot.waiting();
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
        SlotState.Turn next = slot.waiting();
        itsLabelComes();
        assertThat(slot.view().phase()).as("the new board is not done").isEqualTo(SlotPhase.WAITING);
        assertThat(slot.view().label()).isEmpty();
        next.running(1);
        assertThat(slot.view().phase()).as("its own run is shown").isEqualTo(SlotPhase.RUNNING);
    }
}
