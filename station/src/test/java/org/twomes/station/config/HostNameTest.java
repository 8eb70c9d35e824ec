package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Host names that Java's URIs do not know, e.g. of containers and of machines in a factory. */
@Tag("fast")
class HostNameTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "rig_pi, rig_pi",
        "_rig.local., _rig.local.",
        "192.168.1.7, 192.168.1.7",
        "[fe80::1%eth0], [fe80::1%eth0]",
        "b\u00fcro-pi.example, xn--bro-pi-3ya.example",
        "\u7ad9.example, xn--5tz.example"
    })
    void isLookedUpInItsAsciiForm(String host, String ascii) {
        assertThat(HostName.ascii(host)).contains(ascii);
        assertThat(SerialServerAddress.parse("rfc2217://" + host + ":4700"))
                .contains(new SerialServerAddress("rfc2217://" + host + ":4700", ascii, 4700));
    }

    @ParameterizedTest
    @CsvSource({"''", "a b", "a@b", "-a", "[::1", "a/b", "a%b", "a..b"})
    void whatIsNoneIsRefused(String host) {
        assertThat(HostName.ascii(host)).isEmpty();
        assertThat(SerialServerAddress.parse("rfc2217://" + host + ":4700")).isEmpty();
    }

    @Test
    void serialServersMayHaveUnderscores() throws Exception {
        Path file = Files.writeString(
                folder.resolve("station.yaml"),
                "ports: {rfc2217: ['rfc2217://rig_pi:4700'], slots: [{path: 'rfc2217://rig_pi:4700', name: A1}]}\n"
                        + "backOffice: {api: none}\n");
        assertThat(ConfigFile.load(file).ports().rfc2217()).containsExactly("rfc2217://rig_pi:4700");
    }

    @Test
    void aBackOfficeWithAnInternationalisedNameIsCalledByItsAsciiForm() throws Exception {
        assertThat(ConfigFile.defaults(Map.of("backOffice.url", "'https://b\u00fcro.example:8443/v1'"))
                        .backOffice()
                        .url())
                .isEqualTo(URI.create("https://xn--bro-hoa.example:8443/v1"));
    }

    @Test
    void anUnderscoreThatTheHttpClientRefusesIsSaidWithARemedy() {
        assertThatThrownBy(
                        () -> ConfigFile.defaults(Map.of("backOffice.url", "'http://user:hunter2@twomes_api:8080/v1'")))
                .hasMessageContaining("backOffice.url: Java's HTTP client takes no host name with an underscore")
                .hasMessageContaining("twomes_api:8080")
                .hasMessageContaining("/etc/hosts")
                .hasMessageNotContaining("hunter2");
    }
}
