package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class ConfigFileTest {
    @TempDir
    Path folder;

    @Test
    void emptyFilesAndEmptySectionsLeaveTheDefaults() throws Exception {
        assertThat(load("")).isEqualTo(ConfigFile.defaults());
        assertThat(load("# nothing but a comment\n")).isEqualTo(ConfigFile.defaults());
        assertThat(load("loader:\n  # baud: 921600\nports: ~\n")).isEqualTo(ConfigFile.defaults());
    }

    @Test
    void theCommentedDefaultFileIsItselfAUsersFile() throws Exception {
        assertThat(load(ConfigFile.defaultText())).isEqualTo(ConfigFile.defaults());
    }

    @Test
    void aFileChangesWhatItNamesAndNothingElse() throws Exception {
        StationConfig config = load("""
                loader: {stub: off, erase: chip-first}
                ports:
                  include: [ttyS9]
                backOffice:
                  existing: go-on
                sticker:
                  security: 2
                """);
        StationConfig defaults = ConfigFile.defaults();
        assertThat(config.loader().stub()).isEqualTo(LoaderSection.StubChoice.OFF);
        assertThat(config.loader().erase()).isEqualTo(LoaderSection.EraseStrategy.CHIP_FIRST);
        assertThat(config.loader().baud()).isEqualTo(defaults.loader().baud());
        assertThat(config.ports().include()).containsExactly("ttyS9");
        assertThat(config.ports().usbIds()).isEqualTo(defaults.ports().usbIds());
        assertThat(config.backOffice().existing()).isEqualTo(BackOfficeSection.Existing.GO_ON);
        assertThat(config.sticker().security()).isEqualTo(OptionalInt.of(2));
        assertThat(config.pipeline()).isEqualTo(defaults.pipeline());
    }

    @Test
    void slotsNeedOnlyPathAndName() throws Exception {
        StationConfig config = load("""
                ports:
                  slots:
                    - path: 1-1.4.2:1.0
                      name: A1
                    - path: rfc2217://serial:4001
                      name: A2
                      group: Left hub
                      reset: command:/usr/bin/relay
                      baud: 230400
                """);
        assertThat(config.ports().slots())
                .containsExactly(
                        new PortsSection.Slot("1-1.4.2:1.0", "A1", "", Optional.empty(), Optional.empty()),
                        new PortsSection.Slot(
                                "rfc2217://serial:4001",
                                "A2",
                                "Left hub",
                                Optional.of(new ResetChoice.Command("/usr/bin/relay")),
                                Optional.of(230400)));
    }

    @Test
    void relativePathsStartAtTheFilesFolder() throws Exception {
        StationConfig config = load("station: {data: ../data}\nbackOffice: {tokenFile: token}\n");
        assertThat(config.station().data()).isEqualTo(folder.resolveSibling("data"));
        assertThat(config.backOffice().tokenFile()).contains(folder.resolve("token"));
    }

    @Test
    void nothingAndTildeAndQuotesAllMeanNoValue() throws Exception {
        for (String nothing : List.of("", "~", "null", "\"\"")) {
            StationConfig config = load("backOffice: \n  api: none\n  tokenFile: " + nothing + "\n");
            assertThat(config.backOffice().tokenFile()).as(nothing).isEmpty();
        }
    }

    @Test
    void optionalSectionsAppearWithTheirKeys() throws Exception {
        StationConfig config = load("""
                dashboard:
                  bind: 0.0.0.0
                  tls: {certificate: a.crt, key: a.key}
                  users: users.yaml
                backOffice:
                  database: {url: "jdbc:mariadb://db/twomes", user: u, passwordFile: pw}
                """);
        assertThat(config.dashboard().tls())
                .contains(new DashboardSection.Tls(folder.resolve("a.crt"), folder.resolve("a.key")));
        assertThat(config.backOffice().database())
                .contains(new BackOfficeSection.Database("jdbc:mariadb://db/twomes", "u", folder.resolve("pw")));
    }

    @Test
    void overridesComeLast() throws Exception {
        Path file = write("loader: {baud: 115200}\n");
        StationConfig config = ConfigFile.load(
                file, Map.of("loader.baud", "921600", "ports.include", "[pts1, pts2]", "device.sameBoard", "0s"));
        assertThat(config.loader().baud()).isEqualTo(new BaudChoice.Fixed(921600));
        assertThat(config.ports().include()).containsExactly("pts1", "pts2");
        assertThat(config.device().sameBoard()).isEqualTo(Duration.ZERO);
    }

    @Test
    void anOverrideOfAnUnknownKeyNamesTheOverride() {
        assertThatThrownBy(() -> ConfigFile.defaults(Map.of("loader.bawd", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("override loader.bawd: loader.bawd: unknown key; did you mean loader.baud?");
    }

    @Test
    void filesThatCannotBeReadSaySo() throws Exception {
        assertThatThrownBy(() -> ConfigFile.load(folder.resolve("none.yaml")))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> ConfigFile.load(folder)).hasMessageContaining("is a folder");
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, new byte[] {'a', ':', ' ', (byte) 0xe9});
        assertThatThrownBy(() -> ConfigFile.load(latin)).hasMessageContaining("not UTF-8");
        Path huge = folder.resolve("huge.yaml");
        Files.writeString(huge, "#".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> ConfigFile.load(huge)).hasMessageContaining("more than 1 MB");
    }

    private StationConfig load(String yaml) throws Exception {
        return ConfigFile.load(write(yaml));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("station.yaml"), yaml);
    }
}
