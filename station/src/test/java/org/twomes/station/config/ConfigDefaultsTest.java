package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ConfigDefaultsTest {
    private final StationConfig config = ConfigFile.defaults();

    @Test
    void stationAndPorts() {
        assertThat(config.station())
                .isEqualTo(new StationConfig.StationSection(
                        "line-1", StationConfig.Language.EN, Path.of("/var/lib/twomes-station")));
        assertThat(config.ports())
                .isEqualTo(new PortsSection(
                        Path.of("/dev"),
                        Path.of("/sys"),
                        List.of("ttyUSB*", "ttyACM*"),
                        List.of(),
                        List.of("10c4:*", "1a86:*", "0403:*", "303a:*"),
                        List.of(),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        new ResetChoice.Auto(),
                        List.of()));
    }

    @Test
    void loaderAndFlash() {
        assertThat(config.loader())
                .isEqualTo(new LoaderSection(
                        LoaderSection.StubChoice.AUTO,
                        new BaudChoice.Auto(),
                        List.of(3000000, 2000000, 1500000, 921600, 460800, 230400, 115200),
                        LoaderSection.EraseStrategy.AUTO,
                        7));
        assertThat(config.flash()).isEqualTo(new FlashSection("dio", "40m", "detect"));
        assertThat(config.bundle()).isEqualTo(new BundleSection("", "", "generic-v3", Optional.empty(), ""));
    }

    @Test
    void deviceAndBackOffice() {
        assertThat(config.device())
                .isEqualTo(new DeviceSection(
                        DeviceSection.Family.TWOMES,
                        DeviceSection.Identity.FIRMWARE,
                        new DeviceSection.TokenPlace("twomes_storage", "dat"),
                        Optional.empty(),
                        "",
                        64,
                        Duration.ofHours(12),
                        Duration.ofSeconds(20),
                        8,
                        3));
        assertThat(config.backOffice())
                .isEqualTo(new BackOfficeSection(
                        BackOfficeSection.Api.V1,
                        URI.create("https://api.tst.energietransitiewindesheim.nl/v1"),
                        false,
                        BackOfficeSection.Environment.TEST,
                        Optional.of(Path.of("/etc/twomes-station/admin-token")),
                        Optional.empty(),
                        Optional.empty(),
                        4,
                        Duration.ofSeconds(10),
                        BackOfficeSection.Existing.HOLD,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(10),
                        Optional.empty()));
    }

    @Test
    void labelsAndTheRest() {
        assertThat(config.sticker())
                .isEqualTo(new StickerSection(
                        StickerSection.Mode.SHEET,
                        "L7651",
                        "internal",
                        false,
                        config.sticker().names(),
                        Optional.empty(),
                        0.33,
                        0,
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        List.of("M5STACK_COREINK"),
                        List.of(),
                        "",
                        "",
                        StickerSection.PrinterLanguage.PDF));
        assertThat(config.sticker().product("Generic-Test")).isEqualTo("Testmeetapparaatje");
        assertThat(config.sticker().product("other")).isEqualTo("other");
        assertThat(config.ledger()).isEqualTo(new LedgerSection("", "", Optional.empty(), Optional.empty()));
        assertThat(config.pipeline())
                .isEqualTo(new PipelineSection(
                        0,
                        256,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(3),
                        2));
        assertThat(config.retention())
                .isEqualTo(new RetentionSection(
                        Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(180), Duration.ofDays(90)));
        assertThat(config.log())
                .isEqualTo(new LogSection(
                        LogSection.Format.TEXT, LogSection.Level.INFO, List.of(), 10, Duration.ofDays(30), 200, 500));
        assertThat(config.dashboard())
                .isEqualTo(new DashboardSection(
                        "127.0.0.1",
                        8137,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(
                                new DashboardSection.Shift("Early", "06:00"),
                                new DashboardSection.Shift("Late", "14:00"),
                                new DashboardSection.Shift("Night", "22:00"))));
    }

    @Test
    void everyKeyHasACommentAboveItOrAboveItsNeighbour() {
        List<String> lines = ConfigFile.defaultText().lines().toList();
        boolean commented = false;
        for (String line : lines) {
            if (line.isBlank()) {
                commented = false;
            } else if (line.strip().startsWith("#")) {
                commented = true;
            } else if (line.startsWith("  ") && !line.startsWith("    ")) {
                assertThat(commented).as("a comment before: " + line).isTrue();
            }
        }
    }
}
