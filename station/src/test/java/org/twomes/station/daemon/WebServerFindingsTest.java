package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.access.Access;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.dashboard.LedgerDouble;
import org.twomes.station.pipeline.Health;

/** What the station's health tells of the web server. */
@Tag("fast")
class WebServerFindingsTest {
    @Test
    void anAuditLogThatTakesNoMoreIsTold() throws Exception {
        LedgerDouble ledger = new LedgerDouble();
        Clock clock = Clock.systemUTC();
        Access access = new Access(
                ConfigFile.defaults().dashboard(), Duration.ofDays(90), ledger.ledger(), new SecureRandom(), clock);
        assertThat(WebServerFindings.with(access, ConfigFile.defaults().backOffice(), clock, List.of()))
                .isEmpty();
        ledger.entries = 2_000_000;
        assertThat(WebServerFindings.with(access, ConfigFile.defaults().backOffice(), clock, List.of()))
                .singleElement()
                .extracting(Health.Finding::part)
                .isEqualTo("audit log");
    }

    @Test
    void aBackOfficeThatIsAskedInClearIsTold() throws Exception {
        StationConfig config = ConfigFile.defaults(
                Map.of("backOffice.url", "http://office.example/v1", "backOffice.insecure", "true"));
        Clock clock = Clock.systemUTC();
        Access access = new Access(
                config.dashboard(), Duration.ofDays(90), new LedgerDouble().ledger(), new SecureRandom(), clock);
        assertThat(WebServerFindings.with(access, config.backOffice(), clock, List.of()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("http://office.example/v1", "in clear"));
    }
}
