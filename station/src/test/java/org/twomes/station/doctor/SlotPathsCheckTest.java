package org.twomes.station.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;

/** Slot paths with a USB bus number are reported, with the path to write instead. */
@Tag("fast")
class SlotPathsCheckTest {
    @TempDir
    private Path root;

    @BeforeEach
    void makeMachine() throws Exception {
        new MachineFiles(root).rootHub("usb1", "0000:00:14.0").rootHub("usb3", "0000:03:00.0");
    }

    private List<Finding> look(String slots) throws Exception {
        return new SlotPathsCheck(ConfigFile.defaults(
                                Map.of("ports.sysRoot", "'" + root.resolve("sys") + "'", "ports.slots", slots))
                        .ports())
                .look();
    }

    @Test
    void placesByControllerAndSocketAreFine() throws Exception {
        assertThat(look("[]")).isEmpty();
        assertThat(look("[{path: 'pci-0000:00:14.0-usb-0:1:1.0', name: A1}, {path: 'rfc2217://host:4001', name: A2}]"))
                .extracting(Finding::severity)
                .containsExactly(Severity.FINE);
    }

    @Test
    void theNumberOfABusIsAWarningWithThePathToWriteInstead() throws Exception {
        List<Finding> findings = look("[{path: '1-1:1.0', name: LEFT}, {path: '3-1.4', name: RIGHT},"
                + " {path: 'pci-0000:00:14.0-usb-0:2:1.0', name: NEW}]");
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(findings.get(0).what()).contains("2 of 3 slots");
        assertThat(findings.get(0).remedy())
                .contains("station slots renew --write")
                .contains("LEFT (1-1:1.0): pci-0000:00:14.0-usb-0:1:1.0")
                .contains("RIGHT (3-1.4): pci-0000:03:00.0-usb-0:1.4:1.0")
                .doesNotContain("NEW");
    }

    @Test
    void aBusThatIsNotThereIsNamed() throws Exception {
        assertThat(look("[{path: '7-1:1.0', name: GONE}]")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.what()).contains("GONE (7-1:1.0)");
            assertThat(finding.remedy()).contains("station slots learn");
        });
    }

    @Test
    void onePlaceUnderTwoNamesIsNamed() throws Exception {
        List<Finding> findings = look("[{path: 'pci-0000:00:14.0-usb-0:1:1.0', name: A1}, {path: '1-1', name: B1}]");
        assertThat(findings).extracting(Finding::what).anyMatch(what -> what.contains("A1 and B1 have the same path"));
    }

    @Test
    void whereThereIsNoSysfsTheNumberIsAllThatThereIs() throws Exception {
        Files.move(root.resolve("sys"), root.resolve("gone"));
        assertThat(look("[{path: '1-1:1.0', name: LEFT}]")).isEmpty();
    }
}
