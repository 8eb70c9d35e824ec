package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RestartTest {
    private final StationConfig old = ConfigFile.defaults();
    private final LiveConfig live = new LiveConfig(old);

    @Test
    void nothingChangedNeedsNothing() throws ConfigException {
        assertThat(live.take(ConfigFile.defaults(Map.of()))).isEmpty();
        assertThat(live.now()).isEqualTo(old);
    }

    @Test
    void whatCanChangeWhileRunningIsTakenOver() throws ConfigException {
        StationConfig changed = ConfigFile.defaults(Map.of(
                "bundle.name", "x.zip",
                "sticker.mode", "roll",
                "sticker.offsetXMm", "1.5",
                "ports.slots", "[{path: '1-1:1.0', name: A}]",
                "log.level", "debug",
                "log.levels", "[esp=trace]"));
        assertThat(live.take(changed)).isEmpty();
        assertThat(live.now()).isEqualTo(changed).isNotEqualTo(old);
    }

    @Test
    void theRestIsNamedInTheOrderOfTheFileAndStaysAsItWas() throws ConfigException {
        StationConfig changed = ConfigFile.defaults(Map.of(
                "dashboard.port", "0",
                "station.name", "other",
                "ports.rescan", "1m",
                "loader.ladder", "[9600]",
                "sticker.printer", "labels",
                "sticker.template", "L7160"));
        List<String> waiting = live.take(changed);
        assertThat(waiting)
                .containsExactly("station.name", "ports.rescan", "loader.ladder", "sticker.printer", "dashboard.port");
        assertThat(live.now().sticker().template()).isEqualTo("L7160");
        assertThat(live.now().sticker().printer()).isEmpty();
        assertThat(live.now().station().name()).isEqualTo(old.station().name());
    }
}
