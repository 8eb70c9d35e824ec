package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon does not start without a data folder that it can write, nor with a secret that others can read. */
class FootingTest {
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
    void theStartIsRefusedWithTheFileItsModeAndTheMend(String named) throws Exception {
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
        assertThat(run.code()).isEqualTo(Main.BROKEN);
        assertThat(run.err())
                .contains("The data folder /proc/station cannot be used", "chown -R USER /proc/station")
                .contains("[Service]\\nReadWritePaths=\"/proc/station\"\\n")
                .contains("/etc/systemd/system/twomes-station.service.d/data.conf");
    }

    private void refused(Path secret, String named) throws IOException {
        Files.writeString(secret, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: data}\nlog: {totalMb: 0}\n" + named + "\n");
        for (String mode : new String[] {"rw-r--r--", "rw-r-----", "rw-----w-"}) {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));
            Cli run = Cli.run("run", "--config", config.toString());
            assertThat(run.code()).as("systemd does not try again").isEqualTo(Main.USAGE);
            assertThat(run.err())
                    .contains(secret + " can be read or changed by others (mode 06", mode, "chmod 600 " + secret)
                    .doesNotContain("MDEy");
        }
    }
}
