package org.twomes.station.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.BoardAttempt;
import org.twomes.station.ledger.UnitState;

@Tag("fast")
class BoardTest {
    private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");

    private static BoardAttempt attempt(long id, long plugging, String mac, UnitState state, String code) {
        return new BoardAttempt(
                id,
                plugging,
                mac.isEmpty() ? Optional.empty() : Optional.of(mac),
                new AttemptRecord.Work("line-1", "A1", "fw.zip"),
                state,
                code.isEmpty() ? Optional.empty() : Optional.of(new BoardAttempt.Cause(UnitState.CONNECTED, code)),
                false,
                new BoardAttempt.Times(AT, Optional.empty()));
    }

    private static BoardCount count(BoardAttempt... attempts) {
        return BoardCount.of(Board.of(List.of(attempts)));
    }

    @Test
    void aPluggingWithoutAMacIsOneBoardHoweverOftenItIsTried() {
        BoardCount count = count(
                attempt(1, 1, "", UnitState.FAILED, "NO_REPLY"),
                attempt(2, 1, "", UnitState.FAILED, "NO_REPLY"),
                attempt(3, 3, "", UnitState.FAILED, "NO_REPLY"));
        assertThat(count.plugged()).isEqualTo(2);
        assertThat(count.failed()).isEqualTo(2);
        assertThat(count.attempts()).isEqualTo(new BoardCount.Attempts(3, 3, 0));
    }

    @Test
    void aTryWithoutAMacBelongsToTheBoardThatThePluggingTold() {
        BoardCount count =
                count(attempt(1, 1, "", UnitState.FAILED, "NO_REPLY"), attempt(2, 1, "m", UnitState.LABELLED, ""));
        assertThat(count.plugged()).isEqualTo(1);
        assertThat(count.yields()).isEqualTo(new BoardCount.Yields(0, 1, 1));
    }

    @Test
    void aBoardThatStayedInItsSlotOverARestartIsInNoFigure() {
        BoardCount count = count(
                attempt(1, 1, "m", UnitState.HELD, "ALREADY_PREPARED"), attempt(2, 2, "n", UnitState.HELD, "STAYED"));
        assertThat(count.plugged()).isEqualTo(1);
        assertThat(count.held()).isEqualTo(1);
        assertThat(count.attempts().begun()).isEqualTo(1);
    }

    @Test
    void aReadyBoardThatIsPluggedOnceMoreHasPassedStill() {
        BoardCount count = count(
                attempt(1, 1, "m", UnitState.LABELLED, ""), attempt(2, 2, "m", UnitState.HELD, "ALREADY_PREPARED"));
        assertThat(count.passed()).isEqualTo(1);
        assertThat(count.held()).isZero();
    }
}
