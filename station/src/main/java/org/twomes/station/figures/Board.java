package org.twomes.station.figures;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.BoardAttempt;
import org.twomes.station.ledger.UnitState;

/**
 * A board with its attempts of a stretch of time. A board is known by its MAC address; a plugging that gave none is a board of
 * its own. An attempt belongs to the stretch in which it began, and a board's last attempt there says what became of it.
 *
 * @param attempts oldest first, at least one
 */
public record Board(List<BoardAttempt> attempts) {
    /** Of a board that was plugged once more though it is ready. */
    private static final Set<String> FOUND_READY =
            Set.of(FaultCode.ALREADY_PREPARED.name(), FaultCode.REGISTRATION_WAITS.name());

    /** The boards of these attempts, which come oldest first. */
    public static List<Board> of(List<BoardAttempt> attempts) {
        Map<Long, String> macs = new LinkedHashMap<>();
        for (BoardAttempt attempt : attempts) {
            attempt.mac().ifPresent(mac -> macs.put(attempt.plugging(), mac));
        }
        Map<String, List<BoardAttempt>> boards = new LinkedHashMap<>();
        for (BoardAttempt attempt : attempts) {
            if (counts(attempt)) {
                String plugging = "plugging " + attempt.plugging();
                String board = attempt.mac().orElseGet(() -> macs.getOrDefault(attempt.plugging(), plugging));
                boards.computeIfAbsent(board, key -> new ArrayList<>(1)).add(attempt);
            }
        }
        return boards.values().stream().map(Board::new).toList();
    }

    /** Nobody plugged a board that was found in its slot after the station's restart: it was counted before. */
    static boolean counts(BoardAttempt attempt) {
        return attempt.state() != UnitState.HELD
                || attempt.cause()
                        .filter(why -> why.code().equals(FaultCode.STAYED.name()))
                        .isEmpty();
    }

    /** What became of an attempt, and so of the board whose last one it is. */
    static BoardResult result(BoardAttempt attempt) {
        return switch (attempt.state()) {
            case REGISTERED, LABELLED -> BoardResult.PASSED;
            case IDENTIFIED -> BoardResult.WAITING;
            case FAILED -> BoardResult.FAILED;
            case HELD -> BoardResult.HELD;
            case DETECTED, CONNECTED, PROGRAMMED, VERIFIED -> BoardResult.UNDER_WAY;
        };
    }

    /** The attempt that says what became of it: the last one but of pluggings that found it ready and left it as it was. */
    public BoardAttempt last() {
        BoardAttempt latest = attempts.get(attempts.size() - 1);
        Set<Long> inVain = new HashSet<>();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            BoardAttempt attempt = attempts.get(i);
            if (foundReady(attempt)) {
                inVain.add(attempt.plugging());
            } else if (!inVain.contains(attempt.plugging())) {
                return attempt;
            }
        }
        return latest;
    }

    private static boolean foundReady(BoardAttempt attempt) {
        return attempt.state() == UnitState.HELD
                && attempt.cause()
                        .filter(why -> FOUND_READY.contains(why.code()))
                        .isPresent();
    }

    /** What became of it. */
    public BoardResult result() {
        return result(last());
    }

    /** Whether it is good, and no attempt of it failed: neither here nor earlier in the same preparation. */
    public boolean firstPass() {
        return result().good()
                && attempts.stream()
                        .noneMatch(attempt -> attempt.failedBefore() || attempt.state() == UnitState.FAILED);
    }
}
