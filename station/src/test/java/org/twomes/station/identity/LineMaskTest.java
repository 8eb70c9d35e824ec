package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class LineMaskTest {
    @Test
    void hidesTokensAndNothingElse() {
        assertThat(LineMask.mask("\"pop\":\"3375550652\",")).isEqualTo("\"pop\":******,");
        assertThat(LineMask.mask("\"activation_token\":\"7\"")).isEqualTo("\"activation_token\":******");
        assertThat(LineMask.mask(
                        "{\"name\":\"TWOMES-D3AD48\",\"device_type\":\"CO2-meter-SCD4x\",\"activation_token\":\"1\"}"))
                .isEqualTo(
                        "{\"name\":\"TWOMES-D3AD48\",\"device_type\":\"CO2-meter-SCD4x\",\"activation_token\":******}");
        assertThat(LineMask.mask("load:0x40080400,len:572")).isEqualTo("load:0x40080400,len:572");
        assertThat(LineMask.mask("I (655) boot: ESP-IDF v4.2")).isEqualTo("I (655) boot: ESP-IDF v4.2");
    }

    @Test
    void hidesWhatIsLeftOfADamagedPayload() {
        assertThat(LineMask.mask("75550652\",")).doesNotContain("75550652");
        assertThat(LineMask.mask("\"po?\":\"3375550652\",")).doesNotContain("3375550652");
        assertThat(LineMask.mask("pop:a3375550652")).doesNotContain("3375550652");
        assertThat(LineMask.mask("I (3375550652) x")).doesNotContain("3375550652");
    }
}
