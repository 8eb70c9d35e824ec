package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RestartTest {
    private final StationConfig old = ConfigFile.defaults();

    @Test
    void nothingChangedNeedsNothing() throws ConfigException {
        assertThat(Restart.needed(old, ConfigFile.defaults(Map.of()))).isEmpty();
    }

    @Test
    void whatCanChangeWhileRunningNeedsNothing() throws ConfigException {
        StationConfig now = ConfigFile.defaults(Map.of(
                "bundle.name", "x.zip",
                "sticker.mode", "roll",
                "ports.slots", "[{path: '1-1:1.0', name: A}]",
                "dashboard.users", "/etc/users"));
        assertThat(now).isNotEqualTo(old);
        assertThat(Restart.needed(old, now)).isEmpty();
    }

    @Test
    void theRestIsNamedInTheOrderOfTheFile() throws ConfigException {
        StationConfig now = ConfigFile.defaults(Map.of(
                "dashboard.port", "0", "station.name", "other", "ports.rescan", "1m", "loader.ladder", "[9600]"));
        assertThat(Restart.needed(old, now))
                .containsExactly("station.name", "ports.rescan", "loader.ladder", "dashboard.port");
    }
}
