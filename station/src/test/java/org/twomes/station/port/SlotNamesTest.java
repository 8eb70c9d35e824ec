package org.twomes.station.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.twomes.station.config.PortsSection;

class SlotNamesTest {
    private static PortsSection.Slot slot(String path, String name) {
        return new PortsSection.Slot(path, name, "", Optional.empty(), Optional.empty());
    }

    private final SlotNames names =
            new SlotNames(List.of(slot("1-1.4:1.0", "A1"), slot("1-2", "A2"), slot("rfc2217://host:4001", "far")));

    @Test
    void configuredPlacesAreCalledAsTheConfigurationSays() {
        assertThat(names.name("1-1.4:1.0")).isEqualTo("A1");
        assertThat(names.name("rfc2217://host:4001")).isEqualTo("far");
    }

    @Test
    void anEntryWithoutInterfaceMeansTheFirst() {
        assertThat(names.name("1-2:1.0")).isEqualTo("A2");
        assertThat(names.name("1-2:1.1")).isNotEqualTo("A2");
        assertThat(SlotNames.place(slot("1-2", "A2"))).isEqualTo("1-2:1.0");
        assertThat(SlotNames.place(slot("ttyS0", "uart"))).isEqualTo("ttyS0");
    }

    @Test
    void otherPlacesGetAReadableName() {
        assertThat(names.name("1-7.2:1.0")).isEqualTo("usb 1-7.2");
        assertThat(names.name("1-7.2:1.3")).isEqualTo("usb 1-7.2 interface 1.3");
        assertThat(names.name("rfc2217://other:4002")).isEqualTo("other:4002");
        assertThat(names.name("ttyS1")).isEqualTo("ttyS1");
    }
}
