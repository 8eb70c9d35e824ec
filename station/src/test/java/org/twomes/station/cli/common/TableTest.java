package org.twomes.station.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class TableTest {
    @Test
    void alignsColumnsForPeople() {
        String text = Table.text(List.of("name", "slot"), List.of(Map.of("name", "TWOMES-D3AD48", "slot", "A1")));
        assertThat(text).isEqualTo("name           slot\nTWOMES-D3AD48  A1\n");
    }

    @Test
    void quotesAndDefusesForSpreadsheets() {
        String csv = Table.csv(
                List.of("a", "b"), List.of(Map.of("a", "x,\"y\"", "b", "=HYPERLINK(1)"), Map.of("a", "plain")));
        assertThat(csv).isEqualTo("a,b\r\n\"x,\"\"y\"\"\",'=HYPERLINK(1)\r\nplain,\r\n");
    }
}
