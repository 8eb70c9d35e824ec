package org.twomes.station.unitdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.UnitDataSection;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Ledger;

/** Two stations that give, take back and give again at random: what holds after each step. */
@Tag("fast")
class UnitDataStockTest {
    private static final int BOARDS = 12;
    private static final int ROWS = 8;
    private static final int STEPS = 120;

    @TempDir
    Path folder;

    private UnitDataSection section(String kind) throws Exception {
        if (kind.equals("serial")) {
            return new UnitDataSection(
                    Optional.empty(), Optional.of(new UnitDataSection.Serial("{n:01}", 2, "factory", "serial")));
        }
        Path format = Files.writeString(folder.resolve("format.csv"), "factory,namespace,\nnumber,data,u32\n");
        StringBuilder rows = new StringBuilder("number\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(i).append('\n');
        }
        Path values = Files.writeString(folder.resolve("units.csv"), rows);
        return new UnitDataSection(Optional.of(new UnitDataSection.Table(format, values, List.of())), Optional.empty());
    }

    private static String mac(int board) {
        return "24:0a:c4:00:00:%02x".formatted(board);
    }

    @ParameterizedTest
    @CsvSource({"serial, 1", "serial, 2", "table, 1", "table, 2"})
    void noTwoBoardsEverShareWhatTheyHave(String kind, long seed) throws Exception {
        UnitDataSection section = section(kind);
        Random random = new Random(seed);
        try (Ledger ledger =
                StationLedger.open(ConfigFile.defaults(Map.of("station.data", Json.line(folder.toString()))))) {
            long attempt = ledger.units()
                    .begin(new AttemptStart("line-1", "1-1:1.0", "A1", "tty", "fw.zip", "ab", Instant.EPOCH));
            List<UnitDataStock> stations = List.of(
                    new UnitDataStock(section, ledger.unitData(), "line-1", Clock.systemUTC()),
                    new UnitDataStock(section, ledger.unitData(), "line-2", Clock.systemUTC()));
            Map<String, String> held = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                String mac = mac(random.nextInt(BOARDS));
                if (random.nextInt(5) == 0) {
                    int back = ledger.unitData()
                            .giveBack(mac, "sue", Instant.EPOCH)
                            .orElseThrow()
                            .size();
                    assertThat(back).isEqualTo(held.remove(mac) == null ? 0 : 1);
                    continue;
                }
                try {
                    String row =
                            stations.get(random.nextInt(2)).give(attempt, mac).rowKey();
                    String before = held.put(mac, row);
                    assertThat(before == null ? row : before)
                            .as("step %d", step)
                            .isEqualTo(row);
                } catch (FaultException e) {
                    assertThat(e.code()).isEqualTo(FaultCode.NO_UNIT_DATA);
                    assertThat(held).as("step %d", step).hasSize(ROWS).doesNotContainKey(mac);
                }
                assertThat(held.values()).as("step %d", step).doesNotHaveDuplicates();
            }
            assertThat(ledger.unitData().newest(BOARDS)).hasSameSizeAs(held.keySet());
        }
    }
}
