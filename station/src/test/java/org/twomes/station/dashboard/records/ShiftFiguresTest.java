package org.twomes.station.dashboard.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;

@Tag("fast")
class ShiftFiguresTest {
    private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");

    private static AttemptRecord held(long id, String code) {
        return new AttemptRecord(
                id,
                Optional.empty(),
                Optional.empty(),
                1,
                new AttemptRecord.Work("line-1", "A1", "fw.zip"),
                UnitState.HELD,
                Optional.of(new Failure(UnitState.CONNECTED, code, "", false)),
                new AttemptRecord.History(
                        List.of(
                                new AttemptRecord.Transition(UnitState.DETECTED, AT, ""),
                                new AttemptRecord.Transition(UnitState.HELD, AT.plusSeconds(2), code)),
                        List.of(),
                        ""));
    }

    @Test
    void aBoardThatStayedInItsSlotOverARestartIsInNoFigure() {
        ShiftFigures figures = ShiftFigures.of(
                List.of(held(1, "ALREADY_PREPARED"), held(2, "STAYED")), AT, AT.plusSeconds(3600), ZoneOffset.UTC);
        assertThat(figures.ended()).isEqualTo(1);
        assertThat(figures.held()).isEqualTo(1);
        assertThat(figures.slots())
                .singleElement()
                .extracting(ShiftFigures.Group::held)
                .isEqualTo(1);
    }
}
