package org.twomes.station.port.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.PortsSection;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.SlotNames;
import org.twomes.station.port.rfc2217.NetworkLines;
import org.twomes.station.port.usb.UsbTree;

/** What the watch makes of nodes that come and go, by the kernel's events and by the slow rescan behind them. */
@Tag("fast")
class DeviceWatchTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private UsbTree usb;
    private DeviceWatch watch;
    private final Heard heard = new Heard();
    private final AtomicInteger triedToOpen = new AtomicInteger();

    @BeforeEach
    void makeFolders() throws Exception {
        usb = new UsbTree(folder);
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private void start(Map<String, String> settings, Predicate<Path> mayOpen) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("ports.deviceRoot", "'" + usb.dev + "'");
        all.put("ports.sysRoot", "'" + usb.sys + "'");
        watch = new DeviceWatch(ConfigFile.defaults(all).ports(), new NetworkLines(), node -> {
            triedToOpen.incrementAndGet();
            return mayOpen.test(node);
        });
        watch.start(heard);
    }

    private void start() throws Exception {
        start(Map.of(), node -> true);
    }

    private void awaitNews(String... news) {
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.news).containsExactly(news));
    }

    @Test
    void aBoardThatIsThereAlreadyAppearsAtTheStart() throws Exception {
        usb.plug("ttyUSB0", "1-1.4");
        start();
        assertThat(heard.news).containsExactly("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        assertThat(watch.present()).containsExactlyElementsOf(heard.sightings);
    }

    @Test
    void aNodeThatComesAndGoesIsToldByTheKernelWithWhatSysfsSaysOfIt() throws Exception {
        start();
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        assertThat(heard.sightings)
                .containsExactly(new DetectedPort(
                        usb.dev.resolve("ttyUSB0").toString(),
                        "pci-0000:00:14.0-usb-0:1.4:1.0",
                        "1-1.4:1.0",
                        "usb 1.4 on 00:14.0",
                        "10c4:ea60",
                        "Adapter 10c4:ea60"));
        usb.unplug("ttyUSB0", "1-1.4");
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0", "- ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        assertThat(watch.present()).isEmpty();
    }

    @Test
    void aNodeThatSysfsDoesNotKnowYetIsLookedAtAgain() throws Exception {
        start();
        usb.show("ttyUSB0");
        usb.device("1-1.4", "10c4:ea60");
        usb.channel("ttyUSB0", "1-1.4", 0, 0);
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
    }

    @Test
    void aNodeThatMayNotBeOpenedYetIsTriedAgainUntilItMay() throws Exception {
        start(Map.of("ports.accessDeadline", "10m"), node -> triedToOpen.get() > 5);
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        assertThat(triedToOpen).hasValue(6);
    }

    @Test
    void aNodeThatMayNotBeOpenedIsReportedOnceAfterTheDeadline() throws Exception {
        start(Map.of("ports.accessDeadline", "200ms"), node -> false);
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews("! ttyUSB0 PORT_ACCESS_DENIED");
        assertThat(heard.faults.get(0)).hasMessageContaining("200 ms");
        assertThat(heard.faults.get(0).advised()).contains("dialout");
        watch.rescan();
        watch.rescan();
        assertThat(heard.news).hasSize(1);
        assertThat(watch.present()).isEmpty();
        usb.unplug("ttyUSB0", "1-1.4");
        awaitNews("! ttyUSB0 PORT_ACCESS_DENIED", "- ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
    }

    @Test
    void aChangedAttributeIsAnEventOfItsOwn() throws Exception {
        AtomicBoolean group = new AtomicBoolean();
        start(Map.of("ports.accessDeadline", "1ms"), node -> group.get());
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews("! ttyUSB0 PORT_ACCESS_DENIED");
        group.set(true);
        Files.setPosixFilePermissions(usb.dev.resolve("ttyUSB0"), PosixFilePermissions.fromString("rw-rw----"));
        awaitNews("! ttyUSB0 PORT_ACCESS_DENIED", "+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
    }

    @Test
    void whatIsWrittenToAPortInUseCostsNoLook() throws Exception {
        usb.plug("ttyUSB0", "1-1.4");
        start();
        int before = triedToOpen.get();
        for (int i = 0; i < 50; i++) {
            Files.writeString(usb.dev.resolve("ttyUSB0"), "x".repeat(i));
        }
        usb.plug("ttyUSB1", "1-1.5");
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0", "+ ttyUSB1 at pci-0000:00:14.0-usb-0:1.5:1.0");
        assertThat(triedToOpen).hasValue(before + 1);
    }

    @Test
    void theSlowRescanFindsWhatNoEventTold() throws Exception {
        start();
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        UsbTree.remove(usb.dev);
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0", "- ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        Files.createDirectory(usb.dev);
        usb.show("ttyUSB0");
        usb.plug("ttyUSB1", "1-1.5");
        assertThat(heard.news).hasSize(2);
        watch.rescan();
        assertThat(watch.present())
                .extracting(DetectedPort::slotPath)
                .containsExactlyInAnyOrder("pci-0000:00:14.0-usb-0:1.4:1.0", "pci-0000:00:14.0-usb-0:1.5:1.0");
        usb.plug("ttyUSB2", "1-1.6");
        await("events of the new folder")
                .atMost(SOON)
                .until(() -> watch.present().size() == 3);
    }

    @Test
    void theSlowRescanFindsTheBoardsOfAFolderThatWasNotThereAtTheStart() throws Exception {
        Files.delete(usb.dev);
        start();
        Files.createDirectory(usb.dev);
        usb.plug("ttyUSB0", "1-1.4");
        watch.rescan();
        assertThat(heard.news).containsExactly("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
    }

    @Test
    void onlyNodesOfTheConfiguredNamesAndAdaptersAreTaken() throws Exception {
        start(Map.of("ports.include", "['ttyUSB*', 'ttyACM[0-3]']", "ports.exclude", "[ttyUSB7]"), node -> true);
        usb.plug("ttyUSB7", "1-1.1");
        usb.plug("ttyACM4", "1-1.2");
        usb.plug("ttyUSB1", "1-1.3", "2341:0043");
        usb.uart("ttyUSB5");
        usb.plug("ttyUSB0", "1-1.4");
        watch.rescan();
        assertThat(heard.news).containsExactly("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
    }

    @Test
    void anyAdapterIsTakenWithoutAListOfThem() throws Exception {
        start(Map.of("ports.usbIds", "[]", "ports.include", "['tty*']"), node -> true);
        usb.plug("ttyUSB1", "1-1.3", "2341:0043");
        usb.uart("ttyS0");
        awaitNews("+ ttyUSB1 at pci-0000:00:14.0-usb-0:1.3:1.0", "+ ttyS0 at ttyS0");
        assertThat(heard.sightings.get(1).usbId()).isEmpty();
    }

    @Test
    void eachChannelOfAnAdapterIsASlotOfItsOwn() throws Exception {
        usb.device("1-1.4", "0403:6011");
        usb.device("1-1.5", "10c4:ea71");
        usb.device("1-1.6", "303a:1001");
        for (int i = 0; i < 4; i++) {
            usb.channel("ttyUSB" + i, "1-1.4", i, 0);
            usb.show("ttyUSB" + i);
        }
        for (int i = 0; i < 2; i++) {
            usb.channel("ttyUSB" + (4 + i), "1-1.5", 0, i);
            usb.show("ttyUSB" + (4 + i));
        }
        usb.modem("ttyACM0", "1-1.6", 2);
        usb.show("ttyACM0");
        start(Map.of("ports.slots", "[{path: '1-1.4:1.2', name: Left}]"), node -> true);
        assertThat(heard.sightings)
                .extracting(port -> port.slotPath() + " = " + port.slotName())
                .containsExactlyInAnyOrder(
                        "pci-0000:00:14.0-usb-0:1.4:1.0 = usb 1.4 on 00:14.0",
                        "pci-0000:00:14.0-usb-0:1.4:1.1 = usb 1.4 on 00:14.0 interface 1.1",
                        "pci-0000:00:14.0-usb-0:1.4:1.2 = Left",
                        "pci-0000:00:14.0-usb-0:1.4:1.3 = usb 1.4 on 00:14.0 interface 1.3",
                        "pci-0000:00:14.0-usb-0:1.5:1.0 = usb 1.5 on 00:14.0",
                        "pci-0000:00:14.0-usb-0:1.5:1.0-port1 = usb 1.5 on 00:14.0 interface 1.0-port1",
                        "pci-0000:00:14.0-usb-0:1.6:1.2 = usb 1.6 on 00:14.0 interface 1.2");
    }

    /** The kernel numbers the buses in the order in which it finds the controllers, which may be another after a restart. */
    @Test
    void theSlotsOfTwoControllersStayWhereTheyAreWhateverTheBusesNumbers() throws Exception {
        String slots = "[{path: 'pci-0000:00:14.0-usb-0:1:1.0', name: LEFT},"
                + " {path: 'pci-0000:03:00.0-usb-0:1:1.0', name: RIGHT}]";
        for (int left : new int[] {1, 3}) {
            UsbTree.remove(usb.sys);
            UsbTree.remove(usb.dev);
            usb = new UsbTree(folder);
            usb.on("pci0000:00/0000:00:14.0").plug("ttyUSB0", left + "-1");
            usb.on("pci0000:00/0000:03:00.0").plug("ttyUSB1", (4 - left) + "-1");
            start(Map.of("ports.slots", slots), node -> true);
            assertThat(watch.present())
                    .extracting(port -> port.address().replaceAll(".*/", "") + " is " + port.slotName())
                    .containsExactlyInAnyOrder("ttyUSB0 is LEFT", "ttyUSB1 is RIGHT");
            watch.close();
        }
        start();
    }

    @Test
    void anEntryWithABusNumberMeansTheControllerThatHasTheNumberNow() throws Exception {
        usb.on("pci0000:00/0000:03:00.0").plug("ttyUSB0", "1-1");
        usb.on("pci0000:00/0000:00:14.0").plug("ttyUSB1", "3-1");
        start(Map.of("ports.slots", "[{path: '1-1:1.0', name: LEFT}, {path: '3-1', name: RIGHT}]"), node -> true);
        assertThat(heard.sightings)
                .extracting(port -> port.slotPath() + " = " + port.slotName())
                .containsExactlyInAnyOrder(
                        "pci-0000:03:00.0-usb-0:1:1.0 = LEFT", "pci-0000:00:14.0-usb-0:1:1.0 = RIGHT");
    }

    @Test
    void aSlotThatIsCalledOtherwiseIsCalledSoAtOnce() throws Exception {
        usb.plug("ttyUSB0", "1-1.4");
        start(Map.of("ports.slots", "[{path: '1-1.4', name: Old}]"), node -> true);
        PortsSection other = ConfigFile.defaults(
                        Map.of("ports.sysRoot", "'" + usb.sys + "'", "ports.slots", "[{path: '1-1.4', name: New}]"))
                .ports();
        watch.nameBy(() -> new SlotNames(other));
        assertThat(watch.present()).extracting(DetectedPort::slotName).containsExactly("New");
        usb.unplug("ttyUSB0", "1-1.4");
        await().atMost(SOON).until(() -> heard.news.size() == 2);
        assertThat(heard.vanished).extracting(DetectedPort::slotName).containsExactly("New");
        usb.plug("ttyUSB0", "1-1.4");
        await().atMost(SOON).until(() -> heard.news.size() == 3);
        assertThat(heard.sightings.get(1).slotName()).isEqualTo("New");
    }

    @Test
    void aBoardThatComesBackAsAnotherTtyIsInItsOldSlot() throws Exception {
        start();
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        usb.unplug("ttyUSB0", "1-1.4");
        usb.plug("ttyUSB3", "1-1.4");
        awaitNews(
                "+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0",
                "- ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0",
                "+ ttyUSB3 at pci-0000:00:14.0-usb-0:1.4:1.0");
    }

    @Test
    void aBoardThatComesBackUnderItsOldNameBeforeAnybodyLookedIsANewBoard() throws Exception {
        start();
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        usb.unplug("ttyUSB0", "1-1.4");
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews(
                "+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0",
                "- ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0",
                "+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
    }

    @Test
    void twoBoardsSwappedAtOnceAreEachWhereTheyAreNow() throws Exception {
        start();
        usb.plug("ttyUSB0", "1-1.4", "10c4:ea60");
        usb.plug("ttyUSB1", "1-1.5", "1a86:55d4");
        await().atMost(SOON).until(() -> heard.news.size() == 2);
        usb.unplug("ttyUSB0", "1-1.4");
        usb.unplug("ttyUSB1", "1-1.5");
        usb.plug("ttyUSB0", "1-1.5", "10c4:ea60");
        usb.plug("ttyUSB1", "1-1.4", "1a86:55d4");
        await().atMost(SOON).until(() -> heard.news.size() == 6);
        assertThat(heard.news)
                .containsSubsequence(
                        "+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0",
                        "- ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0",
                        "+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.5:1.0")
                .containsSubsequence(
                        "+ ttyUSB1 at pci-0000:00:14.0-usb-0:1.5:1.0",
                        "- ttyUSB1 at pci-0000:00:14.0-usb-0:1.5:1.0",
                        "+ ttyUSB1 at pci-0000:00:14.0-usb-0:1.4:1.0");
        assertThat(watch.present())
                .extracting(port -> port.slotPath() + " " + port.usbId())
                .containsExactlyInAnyOrder(
                        "pci-0000:00:14.0-usb-0:1.5:1.0 10c4:ea60", "pci-0000:00:14.0-usb-0:1.4:1.0 1a86:55d4");
    }

    @Test
    void aLinkIsANodeWhileItsTargetIsThere() throws Exception {
        start();
        Path target = Files.createFile(folder.resolve("target"));
        usb.device("1-1.4", "10c4:ea60");
        usb.channel("ttyUSB0", "1-1.4", 0, 0);
        Files.createSymbolicLink(usb.dev.resolve("ttyUSB0"), target);
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        Files.delete(target);
        watch.rescan();
        assertThat(watch.present()).isEmpty();
    }

    @Test
    void aListenerThatFailsDoesNotEndTheWatch() throws Exception {
        start();
        AtomicInteger calls = new AtomicInteger();
        try (DeviceWatch other = new DeviceWatch(
                ConfigFile.defaults(
                                Map.of("ports.deviceRoot", "'" + usb.dev + "'", "ports.sysRoot", "'" + usb.sys + "'"))
                        .ports(),
                new NetworkLines())) {
            other.start(new Heard() {
                @Override
                public void appeared(DetectedPort port) {
                    calls.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                }
            });
            usb.plug("ttyUSB0", "1-1.4");
            usb.plug("ttyUSB1", "1-1.5");
            await().atMost(SOON).until(() -> calls.get() == 2);
        }
    }

    @Test
    void nothingIsToldAfterClose() throws Exception {
        start();
        usb.plug("ttyUSB0", "1-1.4");
        awaitNews("+ ttyUSB0 at pci-0000:00:14.0-usb-0:1.4:1.0");
        watch.close();
        List<String> before = List.copyOf(heard.news);
        usb.unplug("ttyUSB0", "1-1.4");
        watch.rescan();
        assertThat(heard.news).isEqualTo(before);
        assertThatThrownBy(() -> watch.start(heard)).isInstanceOf(IllegalStateException.class);
    }
}
