package org.twomes.station.port.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places are named as udev's path_id names them: PCs, behind bridges, and the Raspberry Pi 3, 4 and 5. */
@Tag("fast")
class UsbPathsTest {
    private static final String PLACES = """
            pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0 | pci-0000:00:14.0-usb-0:1:1.0
            pci0000:00/0000:00:01.2/0000:02:00.0/0000:03:08.0/0000:06:00.3/usb3/3-6/3-6.3/3-6.3:1.2 | pci-0000:06:00.3-usb-0:6.3:1.2
            platform/soc/3f980000.usb/usb1/1-1/1-1.2/1-1.2:1.0 | platform-3f980000.usb-usb-0:1.2:1.0
            platform/scb/fd500000.pcie/pci0000:00/0000:00:00.0/0000:01:00.0/usb1/1-1/1-1.3/1-1.3:1.0 | platform-fd500000.pcie-pci-0000:01:00.0-usb-0:1.3:1.0
            platform/axi/1000120000.pcie/1f00200000.usb/xhci-hcd.0/usb1/1-1/1-1:1.0 | platform-xhci-hcd.0-usb-0:1:1.0
            """;

    @TempDir
    Path folder;

    /** The folder of an interface, each device on the way with the files by which the kernel says what it is. */
    private Path kernel(String path) throws Exception {
        Path at = Files.createDirectories(folder.resolve("devices"));
        for (String name : path.split("/", -1)) {
            at = Files.createDirectories(at.resolve(name));
            Files.writeString(at.resolve("uevent"), "");
            String subsystem = name.matches("[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-9]")
                    ? "pci"
                    : name.matches("usb[0-9]+|[0-9]+-.*")
                            ? "usb"
                            : name.startsWith("pci0") || name.equals("platform") ? "" : "platform";
            if (!subsystem.isEmpty() && !Files.isSymbolicLink(at.resolve("subsystem"))) {
                Files.createSymbolicLink(
                        at.resolve("subsystem"), Path.of("../../bus").resolve(subsystem));
            }
        }
        return at;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PLACES)
    void aPlaceIsNamedByItsControllerAndSockets(String path, String place) throws Exception {
        Path face = kernel(path);
        UsbPaths paths = new UsbPaths(folder);
        assertThat(paths.place(face.toRealPath())).isEqualTo(place);
        assertThat(paths.resolved(String.valueOf(face.getFileName()))).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PLACES)
    void aTreeOfFoldersAloneIsNamedAlike(String path, String place) throws Exception {
        Path face = Files.createDirectories(folder.resolve("devices").resolve(path));
        assertThat(new UsbPaths(folder).place(face.toRealPath())).isEqualTo(place);
    }

    /** Both buses of an xHCI count their sockets from 1. */
    @Test
    void theFastBusOfAControllerIsNotItsSlowOne() throws Exception {
        Path slow = kernel("pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0");
        Path fast = kernel("pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0");
        Files.writeString(slow.resolve("../../bDeviceProtocol"), "01\n");
        Files.writeString(fast.resolve("../../bDeviceProtocol"), "03\n");
        UsbPaths paths = new UsbPaths(folder);
        assertThat(paths.place(slow.toRealPath())).isEqualTo("pci-0000:00:14.0-usb-0:1:1.0");
        assertThat(paths.place(fast.toRealPath())).isEqualTo("pci-0000:00:14.0-usbv3-0:1:1.0");
    }

    @Test
    void aControllerWithoutANameLeavesTheBusItsNumber() throws Exception {
        Path face = Files.createDirectories(folder.resolve("devices/usb4/4-1/4-1:1.0"));
        assertThat(new UsbPaths(folder).place(face.toRealPath())).isEqualTo("4-1:1.0");
    }

    @Test
    void theKernelsListOfBusesIsAskedWhereItIs() throws Exception {
        Path face = kernel("pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0");
        Path list = Files.createDirectories(folder.resolve("bus/usb/devices"));
        Files.createSymbolicLink(list.resolve("usb1"), face.getParent().getParent());
        UsbPaths paths = new UsbPaths(folder);
        assertThat(paths.resolved("1-1.4:1.0-port1")).isEqualTo("pci-0000:00:14.0-usb-0:1.4:1.0-port1");
        assertThat(paths.resolved("2-1.4:1.0")).as("no such bus").isEqualTo("2-1.4:1.0");
        assertThat(paths.resolved("rfc2217://1-1:4001")).isEqualTo("rfc2217://1-1:4001");
    }
}
