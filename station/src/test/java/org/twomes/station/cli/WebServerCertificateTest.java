package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.TestCertificate;
import org.twomes.station.dashboard.Visitor;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.rig.RigSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A certificate that is about to expire is reported in time by the running station and by doctor. */
@Tag("rig")
class WebServerCertificateTest {
    @TempDir
    Path folder;

    private TestCertificate certificate(int age, int days) throws Exception {
        TestCertificate made = TestCertificate.make(folder, "ip:127.0.0.1", age, days);
        made.write(folder.resolve("server.crt"), folder.resolve("server.key"));
        return made;
    }

    private String tls() {
        return "{certificate: " + folder.resolve("server.crt") + ", key: " + folder.resolve("server.key") + "}";
    }

    @Test
    void aStationWhoseCertificateEndsSoonIsDegradedAndSaysTheRemedy() throws Exception {
        TestCertificate made = certificate(0, 20);
        SSLContext trust = SSLContext.getInstance("TLS");
        trust.init(null, made.trusted(), null);
        try (DemoRig demo =
                new DemoRig(folder.resolve("data"), 1, RigSettings.Speed.FAST, Map.of("dashboard.tls", tls()))) {
            int port = URI.create(demo.dashboard()).getPort();
            Visitor visitor = new Visitor(URI.create("https://127.0.0.1:" + port + "/"), Optional.of(trust));
            JsonNode health =
                    JsonMapper.shared().readTree(visitor.get("/health").body());
            assertThat(health.path("status").asString("")).isEqualTo("degraded");
            JsonNode finding = health.path("findings").get(0);
            assertThat(finding.path("part").asString("")).isEqualTo("dashboard");
            assertThat(finding.path("what").asString("")).contains("server.crt ends on ");
            assertThat(finding.path("remedy").asString("")).contains("dashboard.tls", "restart");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 60, ok, is valid until", "0, 29, warning, server.crt ends on", "3, 2, warning, server.crt ended on"
    })
    void theDoctorLooksAtItsEnd(int age, int days, String sign, String words) throws Exception {
        certificate(age, days);
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: data}\nbackOffice: {api: none}\ndashboard: {tls: " + tls() + "}\n");
        List<String> lines = Cli.run("doctor", "--config", config.toString())
                .out()
                .lines()
                .filter(line -> line.contains("certificate   "))
                .toList();
        assertThat(lines).singleElement().asString().startsWith(sign + " ").contains(words);
    }
}
