package org.twomes.station.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.config.ServiceSandbox;

/** A data folder elsewhere must be opened to the service, which runs in a sandbox. */
@Tag("rig")
class ServiceCheckTest {
    private static final Path ELSEWHERE = Path.of("/srv/station/data");
    private static final String DROP_IN = "etc/systemd/system/twomes-station.service.d/data.conf";

    @TempDir
    private Path root;

    private MachineFiles files;

    @BeforeEach
    void install() throws Exception {
        files = new MachineFiles(root);
        files.file(
                "lib/systemd/system/twomes-station.service",
                Files.readString(Path.of("..", "config", "systemd", "twomes-station.service")));
    }

    private Finding look(Path data) {
        return new ServiceCheck(data, files.machine()).look().get(0);
    }

    @Test
    void theUsualFolderIsOpenToIt() {
        assertThat(look(Path.of("/var/lib/twomes-station")).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void anotherFolderIsAFaultWithTheDropInToWrite() {
        Finding closed = look(ELSEWHERE);
        assertThat(closed.severity()).isEqualTo(Severity.FAULT);
        assertThat(closed.remedy())
                .contains("[Service]\\nReadWritePaths=\"/srv/station/data\"\\n' > /" + DROP_IN)
                .contains("-o twomes-station", "systemctl daemon-reload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReadWritePaths=/srv/station/data",
                "ReadWritePaths=/var/spool -\"/srv/station\"",
                "  ReadWritePaths=+/srv"
            })
    void aDropInOpensIt(String line) throws Exception {
        files.file(DROP_IN, "[Service]\n" + line + "\n");
        assertThat(look(ELSEWHERE).severity()).isEqualTo(Severity.FINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReadWritePaths=/srv/stationary", "# ReadWritePaths=/srv", "ReadOnlyPaths=/srv"})
    void anotherDropInDoesNot(String line) throws Exception {
        files.file(DROP_IN, "[Service]\n" + line + "\n");
        assertThat(look(ELSEWHERE).severity()).isEqualTo(Severity.FAULT);
    }

    @Test
    void aFolderInSomebodysHomeIsHiddenWhateverADropInSays() throws Exception {
        files.file(DROP_IN, "[Service]\nReadWritePaths=/home\n");
        Finding hidden = look(Path.of("/home/anna/station"));
        assertThat(hidden.severity()).isEqualTo(Severity.FAULT);
        assertThat(hidden.remedy()).contains("set station.data to a folder elsewhere");
    }

    @Test
    void whereNoServiceIsInstalledAnyFolderWillDo(@TempDir Path empty) {
        assertThat(new ServiceCheck(ELSEWHERE, new Machine(empty)).look())
                .extracting(Finding::severity)
                .containsExactly(Severity.FINE);
    }

    /** The commands make the file that the check asks for, also of a folder with a blank in its name. */
    @Test
    void theRemedyDoesWhatItSays(@TempDir Path etc) throws Exception {
        Path data = Path.of("/srv/my data");
        String printf = ServiceSandbox.remedy(data).orElseThrow().replaceAll("(?s).*(printf.*?); systemctl.*", "$1");
        Files.createDirectories(etc.resolve("etc/systemd/system/twomes-station.service.d"));
        String here = printf.replace("> /etc", "> " + etc + "/etc");
        assertThat(new ProcessBuilder("sh", "-c", here).start().waitFor()).isZero();
        files.file(DROP_IN, Files.readString(etc.resolve(DROP_IN)));
        assertThat(files.machine().text(DROP_IN).orElseThrow())
                .contains("[Unit]\nRequiresMountsFor=\"/srv/my data\"\n");
        assertThat(look(data).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void theDocumentationGivesTheSameCommands() throws Exception {
        String remedy = ServiceSandbox.remedy(Path.of("/srv/twomes-station")).orElseThrow();
        String documentation = Files.readString(Path.of("..", "config", "README.md"));
        assertThat(remedy.split("; ")).allMatch(command -> documentation.contains("    " + command + "\n"));
    }
}
