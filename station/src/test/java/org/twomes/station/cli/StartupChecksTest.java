package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.StartupChecks;
import org.twomes.station.rig.Rig;

/** The daemon does not start without a data folder that it can write, nor with a secret that others can read. */
@Tag("rig")
class StartupChecksTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backOffice: {tokenFile: secret}",
                "backOffice: {api: none, database: {url: 'jdbc:mariadb://127.0.0.1:1/x', user: u, passwordFile: secret}}",
                "backOffice: {api: none}\nledger: {url: 'jdbc:postgresql://127.0.0.1:1/x', user: u, passwordFile: secret}",
                "backOffice: {api: none}\nledger: {tokenKeyFile: secret}",
                "backOffice: {api: none}\ndashboard: {tls: {certificate: station.crt, key: secret}}"
            })
    void theStartIsRefusedWithTheFileItsModeAndTheRemedy(String named) throws Exception {
        refused(folder.resolve("secret"), named);
        assertThat(folder.resolve("data/ledger.sqlite")).as("nothing was begun").doesNotExist();
    }

    @Test
    void theStationsOwnTokenKeyIsLookedAtToo() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        refused(folder.resolve("data/token.key"), "backOffice: {api: none}");
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsToldOfWithTheDropInThatOpensItToTheService() throws Exception {
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: /proc/station}\nbackOffice: {api: none}\n");
        Cli run = Cli.run("run", "--config", config.toString());
        assertThat(run.code()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.err())
                .contains("The data folder /proc/station cannot be used", "chown -R USER /proc/station")
                .contains("[Service]\\nReadWritePaths=\"/proc/station\"\\n")
                .contains("/etc/systemd/system/twomes-station.service.d/data.conf");
    }

    /** Tests run with a umask that lets others read. */
    @Test
    void aDataFolderThatIsMadeIsForItsOwnerOnlyAndOneThatIsThereStaysAsItIs() throws Exception {
        Path others = Files.createDirectory(folder.resolve("others"));
        assertThat(mode(others)).as("what others make here").isEqualTo("rwxr-xr-x");
        Path data = folder.resolve("srv/line/data");
        assertThat(StartupChecks.dataFolder(data(data))).isEqualTo(data);
        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(data.getParent())).as("the way to it").isEqualTo("rwxr-xr-x");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
        StartupChecks.dataFolder(data(data));
        assertThat(mode(data)).as("as the package or the administrator made it").isEqualTo("rwxr-x---");
    }

    @Test
    void theFirstBundleMakesNoOpenDataFolderEither() throws Exception {
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: data}\nbackOffice: {api: none}\n");
        Path bundle = folder.resolve("twomes-hello_ESP32DEV_v3.0.0.zip");
        try (InputStream in = Rig.class.getResourceAsStream(bundle.getFileName().toString())) {
            Files.copy(in, bundle);
        }
        Cli added = Cli.run("bundle", "add", bundle.toString(), "--config", config.toString());
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(mode(folder.resolve("data"))).isEqualTo("rwx------");
    }

    private static StationConfig data(Path folder) throws Exception {
        return ConfigFile.defaults(Map.of("station.data", Json.line(folder.toString()), "backOffice.api", "none"));
    }

    private static String mode(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }

    private void refused(Path secret, String named) throws IOException {
        Files.writeString(secret, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: data}\nlog: {totalMb: 0}\n" + named + "\n");
        for (String mode : new String[] {"rw-r--r--", "rw-r-----", "rw-----w-"}) {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));
            Cli run = Cli.run("run", "--config", config.toString());
            assertThat(run.code()).as("systemd does not try again").isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .contains(secret + " can be read or changed by others (mode 06", mode, "chmod 600 " + secret)
                    .doesNotContain("MDEy");
        }
    }
}
