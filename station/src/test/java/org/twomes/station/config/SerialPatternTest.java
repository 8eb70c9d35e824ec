package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class SerialPatternTest {
    @Test
    void theNumberIsFilledUpWithZeros() {
        SerialPattern pattern = SerialPattern.of("TW-{n:06}/a");
        assertThat(pattern.text(42)).isEqualTo("TW-000042/a");
        assertThat(pattern.text(999_999)).isEqualTo("TW-999999/a");
        assertThat(pattern.most()).isEqualTo(999_999);
    }

    @Test
    void withoutDigitsThereIsNoEnd() {
        SerialPattern pattern = SerialPattern.of("{n}");
        assertThat(pattern.text(7)).isEqualTo("7");
        assertThat(pattern.most()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TW", "{n}{n}", "TW-{n:6x}", "TW-{m}", "TW-{n", "{n:19}", "TW-{n}é", "a\n{n}"})
    void whatIsNoPatternIsRefused(String text) {
        assertThatThrownBy(() -> SerialPattern.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
