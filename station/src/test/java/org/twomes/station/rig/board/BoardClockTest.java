package org.twomes.station.rig.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.rig.FaultScript;

@Tag("fast")
class BoardClockTest {
    private static final int BAUD = 115_200;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BYTE = SECOND * 10 / BAUD;
    /** A thread that was woken this late. */
    private static final Duration LATE = Duration.ofMillis(50);

    private final BoardClock clock = new BoardClock();
    private final List<Integer> sent = new ArrayList<>();
    private final Uart uart = new Uart(
            new Adapter((bytes, length) -> sent.add(length), () -> BAUD), true, clock, () -> 0L, FaultScript.parse(""));

    @Test
    void latenessesDoNotAddUp() {
        long due = System.nanoTime() - LATE.toNanos();
        clock.reached(due);
        clock.span(Duration.ofMillis(10), clock.epoch());
        clock.span(Duration.ofMillis(15), clock.epoch());
        assertThat(clock.now()).isEqualTo(due + TimeUnit.MILLISECONDS.toNanos(25));

        clock.span(Duration.ofMillis(30), clock.epoch());
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(clock.now());
        assertThat(clock.now()).isEqualTo(due + TimeUnit.MILLISECONDS.toNanos(55));
    }

    @Test
    void aResetEndsTheWaitAndNoTimePassesByIt() {
        clock.reached(System.nanoTime());
        long before = clock.now();
        long epoch = clock.epoch();
        clock.interrupt();
        assertThatThrownBy(() -> clock.span(Duration.ofHours(1), epoch)).isInstanceOf(Interrupted.class);
        assertThat(clock.now()).isEqualTo(before);
    }

    @Test
    void whatFollowsALateAnswerCountsFromWhenThatAnswerWasDue() {
        long asked = System.nanoTime() - LATE.toNanos();
        clock.reached(asked);
        long before = System.nanoTime();
        uart.send(new byte[10], clock.epoch());
        assertThat(sent).containsExactly(10);

        uart.received(100, System.nanoTime());
        long turn = System.nanoTime() - before;
        assertThat(clock.now()).isBetween(asked + 10 * BYTE, asked + 10 * BYTE + turn);
        uart.awaitReceived(clock.epoch());
        assertThat(clock.now()).isBetween(asked + 110 * BYTE - 10, asked + 110 * BYTE + turn + 10);
    }

    @Test
    void whatComesInAnswerToNothingCountsFromWhenItCame() {
        long at = System.nanoTime() - LATE.toNanos();
        uart.received(100, at);
        assertThat(clock.now()).isEqualTo(at);
        clock.reached(System.nanoTime());
        uart.send(new byte[1], clock.epoch());
        long answered = clock.now();
        uart.received(1, answered - BYTE);
        uart.awaitReceived(clock.epoch());
        assertThat(clock.now())
                .as("a host that did not wait for the answer's last byte")
                .isEqualTo(answered);
    }
}
