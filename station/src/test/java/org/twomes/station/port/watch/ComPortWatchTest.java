package org.twomes.station.port.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.PortsSection;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortWatch;
import org.twomes.station.port.rfc2217.NetworkLines;

/** COM ports: what the slow look makes of the library's listings. */
@Tag("fast")
class ComPortWatchTest {
    private static final DetectedPort THREE = port("COM3", "1-4.1", "10c4:ea60");
    private static final DetectedPort FOUR = port("COM4", "1-4.2", "1a86:7523");

    private final Heard heard = new Heard();
    private volatile Optional<List<DetectedPort>> listed = Optional.of(List.of());
    private ComPortWatch watch;

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private static DetectedPort port(String name, String location, String usbId) {
        return new DetectedPort(name, location, name, usbId, "Adapter");
    }

    private static PortsSection ports(Map<String, String> settings) throws Exception {
        return ConfigFile.defaults(settings).ports();
    }

    private void start(Map<String, String> settings) throws Exception {
        watch = new ComPortWatch(ports(settings), new NetworkLines(), () -> listed);
        watch.start(heard);
    }

    private void list(DetectedPort... now) {
        listed = Optional.of(List.of(now));
        watch.rescan();
    }

    @Test
    void itIsTheWatchOfEverySystemButLinux() throws Exception {
        assertThat(PortWatch.on("Windows 11", ports(Map.of()), new Links())).isInstanceOf(ComPortWatch.class);
        assertThat(PortWatch.on("Mac OS X", ports(Map.of()), new Links())).isInstanceOf(ComPortWatch.class);
        assertThat(PortWatch.on("Linux", ports(Map.of()), new Links())).isInstanceOf(DeviceWatch.class);
    }

    @Test
    void portsThatAreListedAnewAppearAndOthersVanish() throws Exception {
        listed = Optional.of(List.of(THREE));
        start(Map.of("ports.slots", "[{path: 1-4.2, name: Right}]"));
        list(THREE, FOUR);
        list(FOUR);
        assertThat(heard.news).containsExactly("+ COM3 at 1-4.1:1.0", "+ COM4 at 1-4.2:1.0", "- COM3 at 1-4.1:1.0");
        assertThat(heard.sightings).extracting(DetectedPort::slotName).containsExactly("usb 1-4.1", "Right");
        assertThat(watch.present()).extracting(DetectedPort::address).containsExactly("COM4");
    }

    @Test
    void itLooksByItself() throws Exception {
        start(Map.of());
        listed = Optional.of(List.of(THREE));
        await().atMost(Duration.ofSeconds(30)).until(() -> heard.news.equals(List.of("+ COM3 at 1-4.1:1.0")));
    }

    @Test
    void aListingThatCouldNotBeMadeChangesNothing() throws Exception {
        listed = Optional.of(List.of(THREE));
        start(Map.of());
        listed = Optional.empty();
        watch.rescan();
        assertThat(heard.news).containsExactly("+ COM3 at 1-4.1:1.0");
        assertThat(watch.present()).hasSize(1);
    }

    @Test
    void anotherAdapterUnderTheSameNameIsAnotherBoard() throws Exception {
        listed = Optional.of(List.of(THREE));
        start(Map.of());
        list(port("COM3", "1-4.2", "10c4:ea60"));
        assertThat(heard.news).containsExactly("+ COM3 at 1-4.1:1.0", "- COM3 at 1-4.1:1.0", "+ COM3 at 1-4.2:1.0");
    }

    @Test
    void aBoardThatComesBackUnderAnotherNameIsInItsOldSlot() throws Exception {
        listed = Optional.of(List.of(THREE));
        start(Map.of());
        list(port("COM9", "1-4.1", "10c4:ea60"));
        assertThat(heard.news).containsExactly("+ COM3 at 1-4.1:1.0", "- COM3 at 1-4.1:1.0", "+ COM9 at 1-4.1:1.0");
    }

    @Test
    void foreignAdaptersAndExcludedNamesAreLeftAlone() throws Exception {
        listed = Optional.of(List.of(
                port("COM1", "COM1", ""),
                port("COM5", "1-4.5", "2341:0043"),
                port("COM6", "1-4.6", "10c4:ea60"),
                THREE));
        start(Map.of("ports.exclude", "[COM6]"));
        assertThat(heard.news).containsExactly("+ COM3 at 1-4.1:1.0");
    }

    @Test
    void theChannelsOfOneAdapterAreSlotsOfTheirOwn() throws Exception {
        listed = Optional.of(List.of(port("COM7", "1-4.3", "0403:6011"), port("COM8", "1-4.3", "0403:6011"), THREE));
        start(Map.of());
        assertThat(heard.news)
                .containsExactlyInAnyOrder("+ COM7 at 1-4.3:COM7", "+ COM8 at 1-4.3:COM8", "+ COM3 at 1-4.1:1.0");
    }

    @Test
    void aPortThatStaysPluggedIsToldOnce() throws Exception {
        listed = Optional.of(List.of(THREE));
        start(Map.of());
        for (int i = 0; i < 3; i++) {
            watch.rescan();
        }
        assertThat(heard.news).hasSize(1);
    }
}
