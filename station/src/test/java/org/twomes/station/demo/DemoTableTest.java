package org.twomes.station.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/** What the demo shows of its slots while it works. */
@Tag("fast")
class DemoTableTest {
    private final StringWriter out = new StringWriter();
    private final List<SlotView> slots = new ArrayList<>();

    private DemoTable table(boolean terminal) {
        return new DemoTable(new PrintWriter(out), terminal, () -> List.copyOf(slots));
    }

    private String drawnSince(int length) {
        return out.toString().substring(length);
    }

    private static SlotView slot(String name, SlotPhase phase, String activity, double progress) {
        return new SlotView(
                new SlotView.Identity("1-1." + name, name, ""),
                true,
                phase,
                Instant.EPOCH,
                new SlotView.Board(Optional.empty(), Optional.of("TWOMES-D3AD40")),
                new SlotView.Run(1, UnitState.PROGRAMMED, activity, progress, Optional.empty(), 921600, false, ""),
                Optional.empty(),
                phase == SlotPhase.DONE ? Optional.of(new LabelPlace(1, "demo-0001", 7, 65)) : Optional.empty());
    }

    @Test
    void intoAFileOnlyChangedSlotsAreWritten() {
        DemoTable table = table(false);
        slots.add(slot("A1", SlotPhase.RUNNING, "writing", 0.5));
        slots.add(slot("A2", SlotPhase.WAITING, "waits", 0));
        table.draw();
        assertThat(out.toString().lines()).hasSize(2).first().asString().contains("A1", "TWOMES-D3AD40", "writing");
        int before = out.toString().length();
        table.draw();
        assertThat(drawnSince(before)).isEmpty();
        slots.set(0, slot("A1", SlotPhase.DONE, "done", 1));
        table.draw();
        assertThat(drawnSince(before).lines()).singleElement().asString().contains("A1", "DONE", "label 7");
    }

    @Test
    void aTerminalIsDrawnOverInPlaceWithBars() {
        DemoTable table = table(true);
        slots.add(slot("A1", SlotPhase.RUNNING, "writing", 0.5));
        slots.add(slot("A2", SlotPhase.RUNNING, "erasing", 0));
        table.draw();
        assertThat(out.toString())
                .contains("#".repeat(12) + ".".repeat(12), ".".repeat(24))
                .doesNotContain("\u001b[2A");
        int before = out.toString().length();
        slots.set(1, slot("A2", SlotPhase.RUNNING, "erasing", 1));
        table.draw();
        assertThat(drawnSince(before)).startsWith("\u001b[2A").contains("#".repeat(24));
    }
}
