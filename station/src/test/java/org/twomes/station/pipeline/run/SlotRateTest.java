package org.twomes.station.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.port.DetectedPort;

/** Which rate a slot's boards begin with, on a line that carries so much: what the loader does is left out. */
@Tag("fast")
class SlotRateTest {
    private static final String CP2102N = "CP2102N USB to UART Bridge Controller";

    @TempDir
    Path folder;

    private Ledger ledger;
    private LiveConfig live;

    private SlotRate rate(String product, String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("station.data", Json.line(folder.toString())));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        StationConfig config = ConfigFile.defaults(all);
        live = new LiveConfig(config);
        if (ledger == null) {
            ledger = StationLedger.open(config);
        }
        return new SlotRate(live, ledger.units(), new DetectedPort("tty", "1-1:1.0", "A1", "10c4:ea60", product));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** A board on a line that carries at most {@code carries} baud; gives the rate that it ends with. */
    private int board(SlotRate rate, int carries) {
        int start = rate.start();
        int end = start <= carries
                ? start
                : live.now().loader().ladder().stream()
                        .filter(rung -> rung < start && rung <= carries)
                        .findFirst()
                        .orElse(115_200);
        rate.carried(start, end, Instant.EPOCH);
        return end;
    }

    private List<Integer> boards(SlotRate rate, int carries, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(each -> board(rate, carries))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "CP2102N USB to UART Bridge Controller, 9000000, 2000000",
        "CP2102N USB to UART Bridge Controller, 1600000, 1500000",
        "CP2102N USB to UART Bridge Controller, 921600, 921600",
        "CP2102N USB to UART Bridge Controller, 300000, 230400",
        "CP2102 USB to UART Bridge Controller, 9000000, 921600",
        "an unknown adapter, 9000000, 3000000",
        "an unknown adapter, 2500000, 2000000"
    })
    void theBestRateIsFoundWithinThreeBoardsAndKept(String product, int carries, int best) throws Exception {
        SlotRate rate = rate(product);
        assertThat(rate.start()).isEqualTo(921_600);
        assertThat(boards(rate, carries, 3).get(2)).isEqualTo(best);
        assertThat(boards(rate, carries, 6)).containsOnly(best);
        assertThat(rate.start()).as("nothing is tried again so soon").isLessThanOrEqualTo(Math.max(best, carries));
    }

    @Test
    void afterTenCleanBoardsTheNextRateUpIsTriedAgain() throws Exception {
        SlotRate rate = rate(CP2102N);
        boards(rate, 1_000_000, 2);
        assertThat(boards(rate, 2_000_000, 10)).containsOnly(921_600);
        assertThat(board(rate, 2_000_000)).isEqualTo(1_500_000);
        assertThat(boards(rate, 2_000_000, 10)).endsWith(2_000_000);
    }

    @Test
    void whatTheLineCarriesNoMoreIsLeftAtOnce() throws Exception {
        SlotRate rate = rate(CP2102N);
        assertThat(boards(rate, 2_000_000, 3)).endsWith(2_000_000);
        assertThat(boards(rate, 1_000_000, 2)).containsOnly(921_600);
        assertThat(rate.start()).isEqualTo(921_600);
        assertThat(rate.reason(921_600)).isEqualTo("2000000 baud failed");
    }

    @Test
    void aNumberIsTheHighestRate() throws Exception {
        SlotRate rate = rate(CP2102N, "loader.baud", "460800");
        assertThat(boards(rate, 3_000_000, 12)).containsOnly(460_800);
        assertThat(rate.reason(460_800)).isEqualTo("as configured");
        assertThat(boards(rate, 300_000, 2)).containsOnly(230_400);
    }

    @Test
    void theSlotsOwnNumberComesFirst() throws Exception {
        SlotRate rate =
                rate(CP2102N, "ports.slots", "[{path: \"1-1:1.0\", name: A1, baud: 230400}]", "loader.baud", "auto");
        assertThat(boards(rate, 3_000_000, 3)).containsOnly(230_400);
    }
}
