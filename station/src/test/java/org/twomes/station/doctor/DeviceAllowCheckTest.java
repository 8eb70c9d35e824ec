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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.config.ConfigFile;

/** Kinds of ports that ports.include takes and the service's sandbox forbids are reported, with the drop-in that allows them. */
@Tag("fast")
class DeviceAllowCheckTest {
    private static final String DROP_IN = "etc/systemd/system/twomes-station.service.d/ports.conf";

    @TempDir
    private Path root;

    private MachineFiles files;

    @BeforeEach
    void install() throws Exception {
        files = new MachineFiles(root);
        files.file(
                "lib/systemd/system/twomes-station.service",
                Files.readString(Path.of("..", "config", "systemd", "twomes-station.service")));
        Files.createDirectories(root.resolve("dev"));
    }

    private List<Finding> look(String include) throws Exception {
        return new DeviceAllowCheck(
                        ConfigFile.defaults(Map.of(
                                        "ports.include", include,
                                        "ports.deviceRoot", "'" + root.resolve("dev") + "'",
                                        "ports.sysRoot", "'" + root.resolve("sys") + "'"))
                                .ports(),
                        files.machine())
                .look();
    }

    private Severity severity(String include) throws Exception {
        return look(include).get(0).severity();
    }

    /** With the unit that is shipped. */
    @ParameterizedTest
    @ValueSource(
            strings = {"['ttyUSB*', 'ttyACM*']", "['ttyUSB[0-7]']", "['ttyACM0']", "['ttyCH343USB*', 'ttyCH9344USB?']"})
    void theUsualPortsAreOpenToIt(String include) throws Exception {
        assertThat(severity(include)).isEqualTo(Severity.FINE);
    }

    @Test
    void withoutTheServiceThereIsNothingToCompare() throws Exception {
        Files.delete(root.resolve("lib/systemd/system/twomes-station.service"));
        assertThat(look("['ttyXRUSB*']")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"['ttyXRUSB*']", "['ttyUSB*', 'ttyXRUSB[0-3]']", "[ttyXRUSB7]"})
    void aDriverThatTheUnitDoesNotKnowIsNamedWithTheDropIn(String include) throws Exception {
        Finding finding = look(include).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.what()).contains("ttyXRUSB").doesNotContain("ttyUSB,");
        assertThat(finding.remedy()).contains("DeviceAllow=char-ttyXRUSB rw", "/" + DROP_IN, "systemctl daemon-reload");
    }

    @Test
    void aPatternForMoreThanOneDriverIsAskedOfEachThatIsKnown() throws Exception {
        files.file(DROP_IN, "[Service]\nDeviceAllow=\nDeviceAllow=char-ttyUSB rw\n");
        assertThat(look("['tty[AU]*']").get(0).what())
                .contains("not open ttyACM ports")
                .doesNotContain("ttyUSB");
    }

    @ParameterizedTest
    @CsvSource({
        "DeviceAllow=char-ttyXRUSB rw, FINE",
        "DeviceAllow=char-tty* rw, FINE",
        "DeviceAllow=char-ttyXRUSB, FINE",
        "DeviceAllow=/dev/ttyXRUSB0 rw, FINE",
        "DeviceAllow=char-ttyXRUSB r, WARNING",
        "DeviceAllow=block-ttyXRUSB rw, WARNING",
        "#DeviceAllow=char-ttyXRUSB rw, WARNING"
    })
    void aDropInOpensItAsSystemdReadsIt(String line, Severity severity) throws Exception {
        files.file(DROP_IN, "[Service]\n" + line + "\n");
        assertThat(severity("['ttyXRUSB*']")).isEqualTo(severity);
    }

    @Test
    void aDropInCanOpenAllOrTakeBackWhatTheUnitAllows() throws Exception {
        files.file(DROP_IN, "[Service]\nDevicePolicy=auto\nDeviceAllow=\n");
        assertThat(severity("['ttyXRUSB*']")).isEqualTo(Severity.FINE);
        files.file(DROP_IN, "[Service]\nDeviceAllow=\n");
        assertThat(severity("['ttyUSB*']")).isEqualTo(Severity.WARNING);
    }
}
