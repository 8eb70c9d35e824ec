package org.twomes.station.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.port.usb.UsbTree;

@Tag("fast")
class PortListTest {
    @TempDir
    Path folder;

    private UsbTree usb;

    @BeforeEach
    void makeFolders() throws Exception {
        usb = new UsbTree(folder);
    }

    private List<PortList.Entry> list(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("ports.deviceRoot", "'" + usb.dev + "'");
        all.put("ports.sysRoot", "'" + usb.sys + "'");
        return PortList.of(ConfigFile.defaults(all).ports());
    }

    private static String name(PortList.Entry entry) {
        return entry.port().address().replaceAll(".*/", "");
    }

    @Test
    void portsAreListedAsPeopleCount() throws Exception {
        for (int i : new int[] {10, 2, 1}) {
            usb.plug("ttyUSB" + i, "1-1." + i);
        }
        assertThat(list(Map.of())).extracting(PortListTest::name).containsExactly("ttyUSB1", "ttyUSB2", "ttyUSB10");
    }

    /** WCH's own drivers, and any other's. */
    @Test
    void aPortThatOnlyItsNameKeepsOutSaysWhatToAdd() throws Exception {
        usb.device("1-1.4", "1a86:55d4");
        usb.modem("ttyCH343USB0", "1-1.4", 0);
        usb.show("ttyCH343USB0");
        usb.device("1-1.5", "0403:6001");
        usb.modem("ttyVENDOR12", "1-1.5", 0);
        usb.show("ttyVENDOR12");
        usb.device("1-1.6", "2341:0043");
        usb.modem("ttyOTHER0", "1-1.6", 0);
        usb.show("ttyOTHER0");
        usb.uart("ttyS0");
        List<PortList.Entry> entries = list(Map.of());
        assertThat(entries).extracting(PortListTest::name).containsExactly("ttyCH343USB0", "ttyOTHER0", "ttyVENDOR12");
        assertThat(entries)
                .extracting(PortList.Entry::missed)
                .containsExactly(Optional.of("ttyCH343USB*"), Optional.empty(), Optional.of("ttyVENDOR*"));
        assertThat(entries.get(0).why()).contains("ports.include", "\"ttyCH343USB*\"");
        assertThat(list(Map.of("ports.include", "['ttyCH343USB*', 'ttyVENDOR*']")))
                .extracting(PortList.Entry::taken)
                .containsExactly(true, false, true);
        PortList.Entry left = list(Map.of("ports.exclude", "['ttyCH343*']")).get(0);
        assertThat(left.missed()).isEmpty();
        assertThat(left.why()).contains("ports.exclude");
    }

    /** CH9344 and CH348: up to eight ports of one interface, whose driver tells no number of theirs. */
    @Test
    void thePortsOfOneInterfaceAreSlotsOfTheirOwn() throws Exception {
        usb.device("1-1.4", "1a86:55d9");
        for (int i = 8; i < 12; i++) {
            usb.modem("ttyCH9344USB" + i, "1-1.4", 0);
            usb.show("ttyCH9344USB" + i);
        }
        assertThat(list(Map.of("ports.include", "['tty*']")))
                .extracting(entry -> entry.port().slotPath())
                .containsExactly(
                        "pci-0000:00:14.0-usb-0:1.4:1.0",
                        "pci-0000:00:14.0-usb-0:1.4:1.0-port1",
                        "pci-0000:00:14.0-usb-0:1.4:1.0-port2",
                        "pci-0000:00:14.0-usb-0:1.4:1.0-port3");
    }
}
