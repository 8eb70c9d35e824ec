package org.twomes.station.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.port.usb.UsbTree;

@Tag("fast")
class SlotNamesTest {
    @TempDir
    Path folder;

    private UsbTree usb;

    @BeforeEach
    void makeFolders() throws Exception {
        usb = new UsbTree(folder);
    }

    private SlotNames names(String slots) throws Exception {
        return new SlotNames(ConfigFile.defaults(Map.of("ports.sysRoot", "'" + usb.sys + "'", "ports.slots", slots))
                .ports());
    }

    @Test
    void configuredPlacesAreCalledAsTheConfigurationSays() throws Exception {
        SlotNames names =
                names("[{path: 'pci-0000:00:14.0-usb-0:1.4:1.0', name: A1}, {path: 'rfc2217://host:4001', name: far}]");
        assertThat(names.name("pci-0000:00:14.0-usb-0:1.4:1.0")).isEqualTo("A1");
        assertThat(names.name("pci-0000:03:00.0-usb-0:1.4:1.0")).isNotEqualTo("A1");
        assertThat(names.name("rfc2217://host:4001")).isEqualTo("far");
    }

    /** As people find it: udev's links, old and new, with and without their folder; without an interface the first is meant. */
    @ParameterizedTest
    @CsvSource({
        "pci-0000:00:14.0-usb-0:1.4:1.0",
        "pci-0000:00:14.0-usb-0:1.4",
        "pci-0000:00:14.0-usb-0:1.4:1.0-port0",
        "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1.4:1.0-port0",
        "/dev/serial/by-path/pci-0000:00:14.0-usbv2-0:1.4:1.0-port0",
        "1-1.4:1.0",
        "1-1.4"
    })
    void aPlaceIsTheSameInEveryFormInWhichItIsWritten(String path) throws Exception {
        usb.plug("ttyUSB0", "1-1.4");
        SlotNames names = names("[{path: '" + path + "', name: A1}]");
        assertThat(names.place(path)).isEqualTo("pci-0000:00:14.0-usb-0:1.4:1.0");
        assertThat(names.name("pci-0000:00:14.0-usb-0:1.4:1.0")).isEqualTo("A1");
        assertThat(names.name("pci-0000:00:14.0-usb-0:1.4:1.1")).isNotEqualTo("A1");
    }

    @Test
    void aBusThatIsNotThereMeansNoPlaceYet() throws Exception {
        usb.plug("ttyUSB0", "1-1.4");
        assertThat(names("[]").place("7-1.4:1.0")).isEqualTo("7-1.4:1.0");
        assertThat(names("[]").place("ttyS0")).isEqualTo("ttyS0");
    }

    @ParameterizedTest
    @CsvSource({
        "pci-0000:00:14.0-usb-0:7.2:1.0, usb 7.2 on 00:14.0",
        "pci-0001:01:00.0-usb-0:7.2:1.3, usb 7.2 on 0001:01:00.0 interface 1.3",
        "pci-0000:00:14.0-usb-0:1:1.0-port1, usb 1 on 00:14.0 interface 1.0-port1",
        "pci-0000:00:14.0-usbv3-0:1:1.0, usb3 1 on 00:14.0",
        "platform-3f980000.usb-usb-0:1.2:1.0, usb 1.2 on 3f980000.usb",
        "platform-xhci-hcd.0-usb-0:1:1.0, usb 1 on xhci-hcd.0",
        "platform-fd500000.pcie-pci-0000:01:00.0-usb-0:1.3:1.0, usb 1.3 on 01:00.0",
        "1-7.2:1.0, usb 1-7.2",
        "1-7.2:1.3, usb 1-7.2 interface 1.3",
        "rfc2217://other:4002, other:4002",
        "ttyS1, ttyS1"
    })
    void otherPlacesGetAReadableName(String path, String name) throws Exception {
        assertThat(names("[]").name(path)).isEqualTo(name);
    }
}
