package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class MaskedLogTest {
    @Test
    void keepsTheBeginningAndTheEnd() {
        MaskedLog log = new MaskedLog(1_000);
        for (int i = 0; i < 10_000; i++) {
            log.add("line " + i);
        }
        assertThat(log.text())
                .hasSizeLessThanOrEqualTo(1_000)
                .startsWith("line 0\nline 1\n")
                .contains("lines left out]\n")
                .endsWith("line 9999\n");
    }

    @Test
    void keepsAShortLogWhole() {
        MaskedLog log = new MaskedLog(1_000);
        log.add("a");
        log.add("b");
        assertThat(log.text()).isEqualTo("a\nb\n");
    }
}
