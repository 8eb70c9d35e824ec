package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.UnitState;

/** What a slot shows of its board and of the runs on it. */
class SlotStateTest {
    private final List<SlotView> told = new ArrayList<>();
    private final SlotState slot = new SlotState("1-1:1.0", "A1", "", Clock.systemUTC(), told::add);

    @Test
    void aBoardThatWasPulledStaysGoneWhenItsRunIsTriedOnceMore() {
        SlotState.Turn turn = slot.waiting();
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
        SlotState.Turn earlier = slot.waiting();
        SlotState.Turn now = slot.waiting();
        now.running(1);
        earlier.ended(SlotPhase.FAILED, UnitState.CONNECTED, "failed", Optional.empty(), Optional.empty());
        assertThat(slot.view().phase()).isEqualTo(SlotPhase.RUNNING);
        assertThat(told.get(told.size() - 1).phase()).isEqualTo(SlotPhase.RUNNING);
    }
}
