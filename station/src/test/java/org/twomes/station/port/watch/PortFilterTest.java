package org.twomes.station.port.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.config.ConfigFile;

@Tag("fast")
class PortFilterTest {
    private static PortFilter filter(Map<String, String> settings) throws Exception {
        return new PortFilter(ConfigFile.defaults(settings).ports());
    }

    /** CP2102, CP2105, CP2102N and so on; CH340, CH341, CH9102; FT232, FT4232, FT-X; Espressif's USB-JTAG and bridge. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10c4:ea60",
                "10c4:ea70",
                "10c4:ea71",
                "1a86:7523",
                "1a86:5523",
                "1a86:55d4",
                "0403:6001",
                "0403:6011",
                "0403:6015",
                "303a:1001",
                "303a:1002"
            })
    void theUsualAdaptersAreTaken(String usbId) throws Exception {
        assertThat(filter(Map.of()).takesUsb(usbId)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2341:0043", "067b:2303", "10c5:ea60", "", "10c4"})
    void othersAreNot(String usbId) throws Exception {
        assertThat(filter(Map.of()).takesUsb(usbId)).isFalse();
    }

    @Test
    void oneProductCanBeNamed() throws Exception {
        PortFilter filter = filter(Map.of("ports.usbIds", "['0403:6011']"));
        assertThat(filter.takesUsb("0403:6011")).isTrue();
        assertThat(filter.takesUsb("0403:6001")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1-1.4:1.0,              Left one",
        "1-1.5:1.0,              Right one",
        "1-1.5:1.1,              usb 1-1.5 interface 1.1",
        "2-3:1.0,                usb 2-3",
        "3-1.2:1.0-port1,        usb 3-1.2 interface 1.0-port1",
        "rfc2217://rack:4001,    Far one",
        "rfc2217://rack:4002,    rack:4002",
        "ttyS0,                  ttyS0"
    })
    void aSlotHasItsConfiguredNameOrAReadableOne(String path, String name) throws Exception {
        PortFilter filter = filter(Map.of(
                "ports.slots",
                "[{path: '1-1.4', name: Left one}, {path: '1-1.5:1.0', name: Right one},"
                        + " {path: 'rfc2217://rack:4001', name: Far one}]"));
        assertThat(filter.slotName(path)).isEqualTo(name);
    }
}
