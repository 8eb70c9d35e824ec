package org.twomes.station.rig.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.rig.board.AutoResetCircuit.Effect;

/** What hosts do with DTR and RTS, and what the chip behind the two transistors makes of it. */
@Tag("fast")
class AutoResetCircuitTest {
    private static final boolean ON = true;
    private static final boolean OFF = false;

    private final AutoResetCircuit circuit = new AutoResetCircuit();
    private final List<Effect> effects = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000;

    /** One step of a host, so many milliseconds after the one before; the clock's number may wrap round. */
    private AutoResetCircuitTest step(int millis, boolean dtr, boolean rts) {
        now += Duration.ofMillis(millis).toNanos();
        Effect effect = circuit.lines(dtr, rts, now);
        if (effect != Effect.NOTHING) {
            effects.add(effect);
        }
        return this;
    }

    @Test
    void bothLinesTogetherStartTheLoader() {
        step(0, OFF, ON).step(100, ON, OFF).step(50, OFF, OFF);
        assertThat(effects).containsExactly(Effect.HELD, Effect.LOADS);
    }

    @Test
    void theLoaderStartsAlsoWhenRtsFallsAHundredMillisecondsBeforeDtrRises() {
        step(0, OFF, OFF)
                .step(100, OFF, ON)
                .step(100, OFF, OFF)
                .step(100, ON, OFF)
                .step(100, OFF, OFF);
        assertThat(effects).containsExactly(Effect.HELD, Effect.RUNS_ONCE_UP, Effect.LOADS);
    }

    @Test
    void theLoaderStartsAlsoWhenDtrRisesAHundredMillisecondsBeforeRtsFalls() {
        step(0, OFF, ON).step(100, ON, ON).step(100, ON, OFF).step(100, OFF, OFF);
        assertThat(effects).containsExactly(Effect.HELD, Effect.RUNS_ONCE_UP, Effect.LOADS);
    }

    @Test
    void dtrThatComesWhenEnIsUpIsTooLate() {
        step(0, OFF, ON).step(100, OFF, OFF).step(250, ON, OFF);
        assertThat(effects).containsExactly(Effect.HELD, Effect.RUNS_ONCE_UP);
    }

    @Test
    void rtsAloneRestartsFromFlash() {
        step(0, OFF, ON).step(100, OFF, OFF);
        assertThat(effects).containsExactly(Effect.HELD, Effect.RUNS_ONCE_UP);
    }

    @Test
    void openingAndClosingAPortDisturbsNobody() {
        step(0, ON, ON).step(1000, OFF, OFF).step(1000, ON, ON);
        assertThat(effects).isEmpty();
    }

    @Test
    void aHostThatKeepsRtsOnKeepsTheChipStill() {
        step(0, OFF, ON).step(100, OFF, ON).step(5000, OFF, ON);
        assertThat(effects).containsExactly(Effect.HELD);
    }

    @Test
    void aSecondResetWhileEnStillRisesCountsAnew() {
        step(0, OFF, ON)
                .step(50, OFF, OFF)
                .step(50, OFF, ON)
                .step(190, OFF, OFF)
                .step(150, ON, OFF);
        assertThat(effects)
                .containsExactly(Effect.HELD, Effect.RUNS_ONCE_UP, Effect.HELD, Effect.RUNS_ONCE_UP, Effect.LOADS);
    }
}
