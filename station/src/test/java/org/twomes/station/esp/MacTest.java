package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

@Tag("fast")
class MacTest {
    @Property
    void textAndNumberAreTheSame(@ForAll @LongRange(min = 0, max = 0xFFFF_FFFF_FFFFL) long value) {
        Mac mac = new Mac(value);
        assertThat(Mac.parse(mac.toString())).isEqualTo(mac);
        assertThat(Mac.parse(mac.toString().toUpperCase(java.util.Locale.ROOT))).isEqualTo(mac);
        assertThat(mac.toString().replace(":", "").toUpperCase(java.util.Locale.ROOT))
                .endsWith(mac.suffix())
                .hasSize(12);
        assertThat(mac.crc()).isBetween(0, 255);
    }

    /** The recorded chip has this checksum burned in. */
    @Example
    void theChecksumIsTheOneOfARealChip() {
        assertThat(Mac.parse("24:0a:c4:d3:ad:48").crc()).isEqualTo(0xFE);
    }

    @Example
    void anythingElseIsRefused() {
        for (String text :
                new String[] {"", "240ac4d3ad48", "24:0a:c4:d3:ad", "24:0a:c4:d3:ad:4g", "24:0a:c4:d3:ad:48:"}) {
            assertThatThrownBy(() -> Mac.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + text + "'");
        }
        assertThatThrownBy(() -> new Mac(1L << 48)).hasMessageContaining("48 bits");
        assertThatThrownBy(() -> new Mac(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
