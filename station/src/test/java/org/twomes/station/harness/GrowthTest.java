package org.twomes.station.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("crash")
class GrowthTest {
    private static final int BOARDS = 400;

    private static Growth of(double last) {
        Growth growth = new Growth(BOARDS);
        for (int ended = 0; ended <= BOARDS; ended += 10) {
            boolean late = ended >= 300;
            // The first quarter is warming up and does not count.
            int much = ended < 100 ? 1 : late ? (int) (100 * last) : 100;
            growth.add(new Growth.Sample(ended, 100, 100, much * 1000L, 100));
        }
        return growth;
    }

    @Test
    void whatStaysIsBounded() {
        assertThat(of(1.1).bounded()).isTrue();
        assertThat(of(0.5).bounded()).isTrue();
        assertThat(of(1.1).ratios()).containsEntry("heapAfterGcBytes", 1.1).containsEntry("threads", 1.0);
    }

    @Test
    void whatGrowsIsFound() {
        assertThat(of(1.11).bounded()).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNotBounded() {
        Growth growth = new Growth(BOARDS);
        growth.add(new Growth.Sample(350, 1, 1, 1, 1));
        assertThat(growth.bounded()).isFalse();
        assertThat(growth.quarter(2)).isEmpty();
        assertThat(growth.quarter(4)).containsEntry("samples", 1);
    }
}
