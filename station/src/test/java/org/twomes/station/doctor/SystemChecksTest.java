package org.twomes.station.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.PortsSection;

/** Checks of the system around the station, on machines made of files. */
@Tag("fast")
class SystemChecksTest {
    private static final String OWN_RULES = "etc/udev/rules.d/60-twomes-station.rules";

    @TempDir
    private Path root;

    private MachineFiles files;

    @BeforeEach
    void machine() {
        files = new MachineFiles(root);
    }

    private static Finding only(Check check) throws IOException {
        List<Finding> findings = check.look();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private PortsSection ports() throws Exception {
        Files.createDirectories(root.resolve("dev"));
        return ConfigFile.defaults(Map.of(
                        "ports.deviceRoot", root.resolve("dev").toString(),
                        "ports.sysRoot", root.resolve("sys").toString()))
                .ports();
    }

    @Test
    void missingRulesOfUdevAreNamed() throws Exception {
        assertThat(only(new UdevCheck(files.machine())).severity()).isEqualTo(Severity.WARNING);
        files.file("usr/lib/udev/rules.d/60-twomes-station.rules", "# rules\n");
        assertThat(only(new UdevCheck(files.machine())).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void brlttyIsAFaultUntilItsRulesAreMasked() throws Exception {
        files.file("usr/lib/udev/rules.d/85-brltty.rules", "ENV{PRODUCT}==\"1a86/7523/*\"\n");
        Finding finding = only(new ConflictingServicesCheck(files.machine()));
        assertThat(finding.severity()).isEqualTo(Severity.FAULT);
        assertThat(finding.remedy()).contains("ln -s /dev/null /etc/udev/rules.d/85-brltty.rules");
        files.file("etc/udev/rules.d/85-brltty.rules", "");
        assertThat(only(new ConflictingServicesCheck(files.machine())).severity())
                .isEqualTo(Severity.FINE);
        files.process(812, "brltty");
        assertThat(only(new ConflictingServicesCheck(files.machine())).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void modemManagerIsAFaultWithoutTheRulesThatKeepItAway() throws Exception {
        files.process(600, "ModemManager");
        assertThat(only(new ConflictingServicesCheck(files.machine())).severity())
                .isEqualTo(Severity.FAULT);
        files.file(OWN_RULES, "ENV{ID_MM_DEVICE_IGNORE}=\"1\"\n");
        assertThat(only(new ConflictingServicesCheck(files.machine())).severity())
                .isEqualTo(Severity.FINE);
    }

    @Test
    void aControllerThatIsNearlyFullIsNamed() throws Exception {
        files.usbDevice("usb1", "09", "e0").usbDevice("usb2", "09", "e0");
        for (int i = 1; i <= 24; i++) {
            files.usbDevice("1-1." + i, "00", "80");
        }
        Finding many = only(new UsbCheck(root.resolve("sys")));
        assertThat(many.severity()).isEqualTo(Severity.WARNING);
        assertThat(many.what()).contains("bus 1").contains("24 devices");
        for (int i = 25; i <= 32; i++) {
            files.usbDevice("1-1." + i, "00", "80");
        }
        assertThat(only(new UsbCheck(root.resolve("sys"))).severity()).isEqualTo(Severity.FAULT);
    }

    /** The controller's slots are shared by its buses for USB 2 and USB 3. */
    @Test
    void theTwoBusesOfOneControllerCountTogether() throws Exception {
        files.rootHub("usb1", "0000:00:14.0").rootHub("usb2", "0000:00:14.0").rootHub("usb3", "0000:03:00.0");
        for (int i = 1; i <= 12; i++) {
            files.usbDevice("1-1." + i, "00", "80").usbDevice("2-1." + i, "00", "80");
            files.usbDevice("3-1." + i, "00", "80");
        }
        Finding many = only(new UsbCheck(root.resolve("sys")));
        assertThat(many.severity()).isEqualTo(Severity.WARNING);
        assertThat(many.what()).contains("bus 1 and 2", "24 devices");
    }

    @Test
    void hubsWithoutTheirOwnSupplyAreNamedAndWorseTheFullerTheyAre() throws Exception {
        files.usbDevice("usb1", "09", "e0").usbDevice("1-1", "09", "e0").usbDevice("1-2", "09", "80");
        assertThat(only(new UsbCheck(root.resolve("sys"))))
                .matches(finding -> finding.severity() == Severity.WARNING)
                .matches(finding -> finding.what().contains("1-2"));
        for (int i = 1; i <= 4; i++) {
            files.usbDevice("1-2." + i, "00", "80");
        }
        assertThat(only(new UsbCheck(root.resolve("sys"))).severity()).isEqualTo(Severity.FAULT);
    }

    @Test
    void socketsThatWereCutOffAreNamed() throws Exception {
        files.usbDevice("usb1", "09", "e0").usbDevice("1-1", "09", "e0");
        String socket = "sys/bus/usb/devices/1-1/1-1:1.0/1-1-port3/over_current_count";
        files.file(socket, "0\n");
        assertThat(only(new UsbCheck(root.resolve("sys"))).severity()).isEqualTo(Severity.FINE);
        files.file(socket, "2\n");
        assertThat(only(new UsbCheck(root.resolve("sys"))).what()).contains("1-1-port3 was cut off 2 times");
    }

    private void hub(String name, String protocol) throws Exception {
        files.usbDevice(name, "09", "e0")
                .file("sys/bus/usb/devices/" + name + "/speed", "480\n")
                .file("sys/bus/usb/devices/" + name + "/bDeviceProtocol", protocol + "\n");
    }

    private void adapters(String hub, int from, int to) throws Exception {
        for (int i = from; i <= to; i++) {
            files.usbDevice(hub + "." + i, "00", "80").file("sys/bus/usb/devices/" + hub + "." + i + "/speed", "12\n");
        }
    }

    @Test
    void aHubWithOneTranslatorIsNamedWhenItsAdaptersAreTooMany() throws Exception {
        hub("1-1", "01");
        adapters("1-1", 1, 13);
        Check check = new TranslatorCheck(root.resolve("sys"));
        assertThat(only(check).severity()).isEqualTo(Severity.FINE);
        adapters("1-1", 14, 16);
        assertThat(only(check).severity()).isEqualTo(Severity.WARNING);
        assertThat(only(check).what()).contains("Hub 1-1", "16 full-speed adapters", "760000 baud");
    }

    @Test
    void adaptersCountAtTheNearestHubThatSpeaksWithThem() throws Exception {
        hub("1-1", "01");
        hub("1-1.4", "02");
        adapters("1-1.4", 1, 16);
        assertThat(only(new TranslatorCheck(root.resolve("sys"))).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void aMachineWithoutUsbIsTold() throws Exception {
        assertThat(only(new UsbCheck(root.resolve("sys"))).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void nativeCodeNeedsAFolderFromWhichItCanRun() throws Exception {
        Path folder = Files.createDirectories(root.resolve("unpack")).toRealPath();
        Properties properties = new Properties();
        properties.setProperty("java.io.tmpdir", folder.toString());
        files.file("proc/self/mounts", "disk / ext4 rw 0 0\n");
        assertThat(only(new NativeLibraryCheck(files.machine(), properties)).severity())
                .isEqualTo(Severity.FINE);
        files.file("proc/self/mounts", "disk / ext4 rw 0 0\ntmpfs " + folder + " tmpfs rw,nosuid,noexec 0 0\n");
        Finding finding = only(new NativeLibraryCheck(files.machine(), properties));
        assertThat(finding.severity()).isEqualTo(Severity.FAULT);
        assertThat(finding.what()).contains("noexec");
    }

    @Test
    void nativeCodeOfThePackageMustBeThere() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jSerialComm.library.path", root.toString());
        properties.setProperty("org.sqlite.lib.path", root.toString());
        assertThat(only(new NativeLibraryCheck(files.machine(), properties)).severity())
                .isEqualTo(Severity.FINE);
        properties.setProperty("org.sqlite.lib.path", root.resolve("gone").toString());
        assertThat(only(new NativeLibraryCheck(files.machine(), properties)).what())
                .contains("org.sqlite.lib.path");
    }

    @Test
    void aClockThatNothingKeepsIsNamed() throws Exception {
        assertThat(only(new ClockCheck(files.machine())).severity()).isEqualTo(Severity.WARNING);
        files.process(76, "systemd-timesyn");
        Finding unreached = only(new ClockCheck(files.machine()));
        assertThat(unreached.severity()).isEqualTo(Severity.WARNING);
        assertThat(unreached.what()).contains("has not reached a time server");
        files.process(77, "chronyd");
        assertThat(only(new ClockCheck(files.machine())).what()).contains("chronyd");
        files.file("run/systemd/timesync/synchronized", "");
        assertThat(only(new ClockCheck(files.machine())).what()).contains("timesyncd");
    }

    @Test
    void aUserOutsideTheGroupOfThePortsIsTold() throws Exception {
        files.file("etc/group", "root:x:0:\ndialout:x:20:\n");
        files.file("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nGroups:\t4 27 \n");
        List<Finding> outside = new PortsCheck(ports(), files.machine()).look();
        assertThat(outside).extracting(Finding::severity).containsExactly(Severity.WARNING, Severity.FAULT);
        assertThat(outside.get(1).remedy()).contains("usermod -aG dialout");
        files.file("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nGroups:\t4 20 27 \n");
        assertThat(new PortsCheck(ports(), files.machine()).look())
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING, Severity.FINE);
    }

    /** WCH's own driver calls a port otherwise than the kernel's. */
    @Test
    void aPortThatOnlyItsNameKeepsOutIsAWarningWithItsRemedy() throws Exception {
        String face = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0";
        files.file("sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/idVendor", "1a86\n")
                .file("sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/idProduct", "55d4\n")
                .file(face + "/bInterfaceNumber", "00\n")
                .file("dev/ttyCH343USB0", "");
        Files.createDirectories(root.resolve(face + "/tty/ttyCH343USB0"));
        Path tty = Files.createDirectories(root.resolve("sys/class/tty")).resolve("ttyCH343USB0");
        Files.createSymbolicLink(tty, root.resolve(face + "/tty/ttyCH343USB0"));
        Map<String, String> settings = new HashMap<>(Map.of(
                "ports.deviceRoot", "'" + root.resolve("dev") + "'", "ports.sysRoot", "'" + root.resolve("sys") + "'"));
        Finding missed = new PortsCheck(ConfigFile.defaults(settings).ports(), files.machine())
                .look()
                .get(0);
        assertThat(missed.severity()).isEqualTo(Severity.WARNING);
        assertThat(missed.what()).contains("ttyCH343USB0 (1a86:55d4)");
        assertThat(missed.remedy()).contains("\"ttyCH343USB*\"", "ports.include");
        settings.put("ports.include", "['ttyUSB*', 'ttyCH343USB*']");
        assertThat(new PortsCheck(ConfigFile.defaults(settings).ports(), files.machine()).look())
                .extracting(Finding::severity)
                .containsExactly(Severity.FINE);
    }

    @Test
    void aPrinterIsAskedOfCups() throws Exception {
        Programs programs = new Programs(files.machine());
        var settings = ConfigFile.defaults(Map.of("sticker.printer", "labels")).sticker();
        assertThat(only(new PrinterCheck(settings, programs)).what()).contains("lpstat is not installed");
        files.program("lpstat", "echo 'printer labels is idle.  enabled since today'");
        assertThat(only(new PrinterCheck(settings, programs)).remedy()).contains("cups-ipp-utils");
        files.program("ipptool", "echo 'CUPS v2.4.2'");
        assertThat(only(new PrinterCheck(settings, programs)).severity()).isEqualTo(Severity.FINE);
        files.program("lpstat", "echo 'printer labels disabled since today -'");
        assertThat(only(new PrinterCheck(settings, programs)).remedy()).contains("cupsenable labels");
        files.program(
                "lpstat", "[ $1 = -a ] && echo 'labels not accepting requests since today' || echo 'labels is idle'");
        assertThat(only(new PrinterCheck(settings, programs)).remedy()).contains("cupsaccept labels");
        var remote = ConfigFile.defaults(Map.of("sticker.printer", "labels@print.example.org:631"))
                .sticker();
        files.program("lpstat", "echo \"printer $4 is at $2\"; [ \"$1$2\" = -hprint.example.org:631 ]");
        assertThat(only(new PrinterCheck(remote, programs)).severity()).isEqualTo(Severity.FINE);
        files.program("lpstat", "echo 'lpstat: Invalid destination name' >&2; exit 1");
        assertThat(only(new PrinterCheck(settings, programs)).what()).contains("Invalid destination");
    }
}
