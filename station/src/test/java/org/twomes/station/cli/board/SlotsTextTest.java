package org.twomes.station.cli.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.PortsSection;

@Tag("fast")
class SlotsTextTest {
    private static final List<SlotsText.Place> PLACES =
            List.of(SlotsText.Place.of("1-1.4.2:1.0", "A1", "Left hub"), SlotsText.Place.of("1-1.4.3:1.0", "A2", ""));

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("station.yaml"), text);
    }

    private void learnt(Path file) throws ConfigException {
        assertThat(ConfigFile.load(file).ports().slots())
                .extracting(PortsSection.Slot::path, PortsSection.Slot::name, PortsSection.Slot::group)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("1-1.4.2:1.0", "A1", "Left hub"),
                        org.assertj.core.api.Assertions.tuple("1-1.4.3:1.0", "A2", ""));
    }

    @Test
    void theDefaultFilesListIsReplacedAndItsCommentsStay() throws Exception {
        Path file = file(ConfigFile.defaultText().replace("api: v1", "api: none"));
        Path kept = SlotsText.replaceIn(file, PLACES);
        learnt(file);
        assertThat(Files.readString(file)).contains("# Globs of device names", "loader:\n", "rescan: 30s");
        assertThat(Files.readString(kept)).contains("slots: []");
        SlotsText.replaceIn(file, PLACES.subList(0, 1));
        assertThat(ConfigFile.load(file).ports().slots()).hasSize(1);
        assertThat(Files.readString(file)).containsOnlyOnce("  slots:").contains("loader:\n");
    }

    @Test
    void whoeverCouldReadTheFileStillCan() throws Exception {
        Path file = file(ConfigFile.defaultText().replace("api: v1", "api: none"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        SlotsText.replaceIn(file, PLACES);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        SlotsText.replaceIn(file, PLACES);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aSectionWithoutAListGetsOneAndAFileWithoutThatSectionToo() throws Exception {
        Path some = file("backOffice: {api: none}\nports:\n  reset: manual\n\n  rescan: 10s\nloader:\n  stub: off\n");
        SlotsText.replaceIn(some, PLACES);
        learnt(some);
        assertThat(ConfigFile.load(some).ports().rescan()).hasSeconds(10);
        Path none = file("backOffice: {api: none}\n");
        SlotsText.replaceIn(none, PLACES);
        learnt(none);
    }

    @Test
    void renewedPathsTakeThePlaceOfTheOldOnesAndNothingElseChanges() throws Exception {
        String text = """
                backOffice: {api: none}
                ports: # 1-1:1.0 is not a path here
                  rescan: 10s
                  slots:
                    - path: '1-1:1.0' # left
                      name: A1
                    - {name: A2, path: 1-1.4, baud: 115200}
                    - {"path": "1-1.4.1:1.0", name: A3, group: 'path: 1-1'}
                """;
        Path file = file(text);
        Path kept = SlotsText.renewIn(
                file,
                Map.of(
                        "1-1:1.0", "pci-0000:00:14.0-usb-0:1:1.0",
                        "1-1.4", "pci-0000:00:14.0-usb-0:1.4:1.0",
                        "1-1.4.1:1.0", "pci-0000:00:14.0-usb-0:1.4.1:1.0"));
        assertThat(Files.readString(file))
                .isEqualTo(text.replace("path: '1-1:1.0' #", "path: \"pci-0000:00:14.0-usb-0:1:1.0\" #")
                        .replace("path: 1-1.4,", "path: \"pci-0000:00:14.0-usb-0:1.4:1.0\",")
                        .replace("\"1-1.4.1:1.0\"", "\"pci-0000:00:14.0-usb-0:1.4.1:1.0\""));
        assertThat(ConfigFile.load(file).ports().slots()).hasSize(3);
        assertThat(Files.readString(kept)).isEqualTo(text);
        assertThatThrownBy(() -> SlotsText.renewIn(file, Map.of("9-1", "pci-0000:00:14.0-usb-0:9:1.0")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("by hand");
    }

    @Test
    void aListThatWouldBreakTheFileIsNotWritten() throws Exception {
        Path file = file("backOffice: {api: none}\n");
        List<SlotsText.Place> twice = List.of(PLACES.get(0), PLACES.get(0));
        assertThatThrownBy(() -> SlotsText.replaceIn(file, twice)).isInstanceOf(ConfigException.class);
        assertThat(file).hasContent("backOffice: {api: none}\n");
    }
}
