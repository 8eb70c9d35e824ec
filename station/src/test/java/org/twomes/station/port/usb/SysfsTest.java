package org.twomes.station.port.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class SysfsTest {
    @TempDir
    Path folder;

    private UsbTree usb;
    private Sysfs sysfs;

    @BeforeEach
    void makeFolders() throws Exception {
        usb = new UsbTree(folder);
        sysfs = new Sysfs(usb.sys);
    }

    @Test
    void aTtyNobodyKnowsHasNoPlace() {
        assertThat(sysfs.place("ttyUSB0")).isEmpty();
    }

    @Test
    void theIdIsInLowerCaseAsTheConfigurationHasIt() throws Exception {
        usb.plug("ttyUSB0", "1-1.4", "1A86:55D4");
        assertThat(sysfs.place("ttyUSB0").orElseThrow().usbId()).isEqualTo("1a86:55d4");
    }

    @Test
    void eachPluggingHasAnIdentityOfItsOwn() throws Exception {
        usb.plug("ttyUSB0", "1-1.4");
        UsbPlace first = sysfs.place("ttyUSB0").orElseThrow();
        assertThat(sysfs.place("ttyUSB0")).contains(first);
        usb.unplug("ttyUSB0", "1-1.4");
        usb.plug("ttyUSB0", "1-1.4");
        UsbPlace second = sysfs.place("ttyUSB0").orElseThrow();
        assertThat(second.path()).isEqualTo(first.path());
        assertThat(second.identity()).isNotEqualTo(first.identity());
    }

    @Test
    void aUartOfTheMachineIsNotOnUsb() throws Exception {
        usb.uart("ttyS0");
        assertThat(sysfs.place("ttyS0").orElseThrow().onUsb()).isFalse();
    }

    @Test
    void anEntryThatGoesAwayInPiecesIsNoError() throws Exception {
        usb.plug("ttyUSB0", "1-1.4");
        Path link = usb.sys.resolve("class/tty/ttyUSB0");
        UsbTree.remove(link.toRealPath());
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(sysfs.place("ttyUSB0")).isEmpty();
    }
}
