package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.common.ServiceCredentials;

@Tag("fast")
class ServiceCredentialsTest {
    @Test
    void systemdSaysWhereTheyAre() throws Exception {
        ServiceCredentials given = ServiceCredentials.of(Map.of("CREDENTIALS_DIRECTORY", "/run/credentials/other"));
        assertThat(given.file("credential:admin-token")).isEqualTo(Path.of("/run/credentials/other/admin-token"));
    }

    @Test
    void besideTheServiceTheyAreThoseOfTheInstalledUnit() {
        assertThat(ServiceCredentials.of(Map.of()).folder())
                .isEqualTo(Path.of("/run/credentials/twomes-station.service"));
    }

    @Test
    void aPathInTheConfigurationMayNameOne() throws Exception {
        StationConfig config = ConfigFile.defaults(
                Map.of("backOffice.tokenFile", "credential:admin-token", "ledger.tokenKeyFile", "key"));
        Path folder = ServiceCredentials.ofThisProcess().folder();
        assertThat(config.backOffice().tokenFile()).contains(folder.resolve("admin-token"));
        assertThat(config.ledger().tokenKeyFile()).contains(Path.of("key").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"credential:", "credential:../admin-token", "credential:a/b", "credential:.hidden"})
    void aNameStaysInTheFolder(String value) {
        assertThatThrownBy(() -> ConfigFile.defaults(Map.of("backOffice.tokenFile", "'" + value + "'")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("backOffice.tokenFile")
                .hasMessageContaining("names no credential");
    }
}
