package org.twomes.station.figures;

import java.util.List;
import org.twomes.station.ledger.BoardAttempt;

/**
 * Boards by what became of them: {@code plugged} is the sum of the five others. Attempts are counted apart.
 *
 * @param plugged boards
 * @param passed as {@link BoardResult#PASSED}
 * @param waiting as {@link BoardResult#WAITING}
 * @param failed as {@link BoardResult#FAILED}
 * @param held as {@link BoardResult#HELD}
 * @param underWay as {@link BoardResult#UNDER_WAY}
 * @param yields of these boards
 * @param attempts made on boards
 */
public record BoardCount(
        int plugged, int passed, int waiting, int failed, int held, int underWay, Yields yields, Attempts attempts) {

    /**
     * First-pass yield is {@code firstPass} of {@code of}, final yield {@code good} of {@code of}.
     *
     * @param firstPass good boards of which no attempt failed
     * @param good boards that passed, or wait for nothing but their registration
     * @param of those, and the boards that failed
     */
    public record Yields(int firstPass, int good, int of) {}

    /**
     * Attempts, each counted.
     *
     * @param begun all
     * @param failed of them
     * @param held of them
     */
    public record Attempts(int begun, int failed, int held) {}

    /**
     * Counts boards, and attempts that need not be the same boards': in a slot, those that ran there.
     *
     * @param boards each counted once
     * @param attempts each counted once
     */
    public static BoardCount of(List<Board> boards, List<BoardAttempt> attempts) {
        int[] results = new int[BoardResult.values().length];
        boards.forEach(board -> results[board.result().ordinal()]++);
        int passed = results[BoardResult.PASSED.ordinal()];
        int waiting = results[BoardResult.WAITING.ordinal()];
        int failed = results[BoardResult.FAILED.ordinal()];
        int good = passed + waiting;
        return new BoardCount(
                boards.size(),
                passed,
                waiting,
                failed,
                results[BoardResult.HELD.ordinal()],
                results[BoardResult.UNDER_WAY.ordinal()],
                new Yields((int) boards.stream().filter(Board::firstPass).count(), good, good + failed),
                attempts(attempts));
    }

    /** As {@link #of(List, List)} of boards and all their attempts. */
    public static BoardCount of(List<Board> boards) {
        return of(
                boards,
                boards.stream().flatMap(board -> board.attempts().stream()).toList());
    }

    /** How many boards had this result. */
    public int of(BoardResult result) {
        return switch (result) {
            case PASSED -> passed;
            case WAITING -> waiting;
            case FAILED -> failed;
            case HELD -> held;
            case UNDER_WAY -> underWay;
        };
    }

    private static Attempts attempts(List<BoardAttempt> attempts) {
        int begun = 0;
        int failed = 0;
        int held = 0;
        for (BoardAttempt attempt : attempts) {
            BoardResult result = Board.result(attempt);
            begun++;
            failed += result == BoardResult.FAILED ? 1 : 0;
            held += result == BoardResult.HELD ? 1 : 0;
        }
        return new Attempts(begun, failed, held);
    }
}
