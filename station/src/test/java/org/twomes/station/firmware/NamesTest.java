package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.layout.FileRole;
import org.twomes.station.firmware.layout.Layout;
import org.twomes.station.firmware.layout.Layouts;

/** What is read from file names, layout files and the operator's words. */
@Tag("fast")
class NamesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "twomes-generic-esp-firmware_ESP32DEV_v3.0.0.zip, ESP32DEV, , v3.0.0",
        "twomes-generic-esp-firmware_M5STACK_COREINK_v3.0.0.zip, M5STACK_COREINK, , v3.0.0",
        "p1-reader_ESP32DEV_TEST_SERVER_v1.2.0-rc.1.zip, ESP32DEV, TEST, v1.2.0-rc.1",
        "living_M5STACK_COREINK_PRODUCTION_SERVER_v1.zip, M5STACK_COREINK, PRODUCTION, v1",
        "p1-reader_ESP32DEV_TEST_SERVER_v1.2.0 (1).zip, , TEST, ",
        "build, , , "
    })
    void releaseName(String file, String board, String server, String tag) {
        BundleName name = BundleName.parse(file);
        assertThat(name.board()).isEqualTo(Optional.ofNullable(board));
        assertThat(name.server().map(Enum::name)).isEqualTo(Optional.ofNullable(server));
        assertThat(name.tag()).isEqualTo(Optional.ofNullable(tag));
    }

    @Test
    void sources() throws Exception {
        Path file = Files.createFile(folder.resolve("a@b.zip"));
        assertThat(BundleSource.parse(file.toString())).isEqualTo(new BundleSource.OnDisk(file));
        assertThat(BundleSource.parse("energietransitie/generic.firmware@v3.0.0"))
                .isEqualTo(new BundleSource.InRelease("energietransitie", "generic.firmware", "v3.0.0"));
        assertThat(BundleSource.parse("https://host/a.zip")).isInstanceOf(BundleSource.OnWeb.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://host/a.zip", "ftp://host/a", "nothing.zip", "owner/repo", "https://", "owner/re/po@v1"})
    void otherSourcesAreRefused(String text) {
        refused(FaultCode.BUNDLE_SOURCE_UNKNOWN, "", () -> BundleSource.parse(text));
    }

    @Test
    void passwordInAnAddressIsRefusedAndNotRepeated() {
        assertThat(refused(
                        FaultCode.BUNDLE_SOURCE_UNKNOWN, "", () -> BundleSource.parse("https://me:s3cret@host/a.zip")))
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void layoutsInsideTheProgramAndInAFolder() throws Exception {
        assertThat(new Layouts(Optional.empty()).find("p1-gateway").files())
                .extracting(Layout.Placement::offset)
                .containsExactly(0x1000, 0x9000, 0xe000, 0x10000);
        Files.writeString(folder.resolve("mine.yaml"), "files:\n  - {file: b.bin, role: bootloader, offset: 4096}\n");
        assertThat(new Layouts(Optional.of(folder)).find("mine").files())
                .containsExactly(new Layout.Placement("b.bin", FileRole.BOOTLOADER, 0x1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files: []",
                "files: [{file: b.bin, role: boss, offset: 0x1000}]",
                "files: [{file: b.bin, role: app, offset: 0x1000000}]",
                "files: [{file: b.bin, role: app}]",
                "- [",
                ""
            })
    void layoutThatCannotBeReadIsNamed(String yaml) throws Exception {
        Files.writeString(folder.resolve("bad.yaml"), yaml);
        refused(FaultCode.BUNDLE_LAYOUT_UNREADABLE, "bad.yaml", () -> new Layouts(Optional.of(folder)).find("bad"));
    }

    @Test
    void aFaultyEntryOfALayoutIsShownAtItsPlace() throws Exception {
        Files.writeString(
                folder.resolve("bad.yaml"),
                "files:\n  - {file: b.bin, role: app, offset: 0x1000}\n  - {file: c.bin, role: boss, offset: 0x2000}\n");
        assertThat(refused(
                        FaultCode.BUNDLE_LAYOUT_UNREADABLE,
                        "bad.yaml",
                        () -> new Layouts(Optional.of(folder)).find("bad")))
                .hasMessageContaining("line 3, column 5")
                .hasMessageContaining("'boss'");
        Files.writeString(folder.resolve("bad.yaml"), "files: []\nfiles: []\n");
        assertThat(refused(
                        FaultCode.BUNDLE_LAYOUT_UNREADABLE,
                        "bad.yaml",
                        () -> new Layouts(Optional.of(folder)).find("bad")))
                .hasMessageContaining("line 2, column 1")
                .hasMessageContaining("second time");
    }

    @Test
    void unknownLayoutIsNamed() {
        refused(FaultCode.BUNDLE_LAYOUT_UNREADABLE, "none.yaml", () -> new Layouts(Optional.empty()).find("none"));
        refused(FaultCode.BUNDLE_LAYOUT_UNREADABLE, "none.yaml", () -> new Layouts(Optional.of(folder)).find("none"));
        refused(FaultCode.BUNDLE_LAYOUT_UNREADABLE, "../up.yaml", () -> new Layouts(Optional.of(folder)).find("../up"));
    }
}
