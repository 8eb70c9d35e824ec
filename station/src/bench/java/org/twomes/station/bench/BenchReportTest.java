package org.twomes.station.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class BenchReportTest {
    private final BenchReport report =
            new BenchReport(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private Object written() throws Exception {
        Path file = folder.resolve("bench.json");
        report.write(file);
        return JsonMapper.shared().readValue(Files.readString(file), Object.class);
    }

    @Test
    void aFileHasEveryRowWithItsFieldsByName() throws Exception {
        report.add(new MinimumRow(1, 460_800, "write", 15.8, 15.69, 1.00701));
        report.add(new MinimumRow(1, 460_800, "whole", 18.4, 18.06, 1.01883));
        report.add(new ScaleRow(64, 921_600, 0.9514, 0.0317, 329.4, 266));
        report.add(new WaveRow(64, 11.4567, 0.91234));
        report.add(new PeerRow(8, 0.31, 0.0254, 1.7));
        assertThat(written())
                .isEqualTo(Map.of(
                        "floor",
                        List.of(floor("write", 15.8, 15.69, 1.007), floor("whole", 18.4, 18.06, 1.019)),
                        "scale",
                        List.of(Map.of(
                                "boards",
                                64,
                                "baud",
                                921_600,
                                "efficiency",
                                0.951,
                                "cpuSecondsPerBoard",
                                0.032,
                                "residentMb",
                                329.0,
                                "threads",
                                266)),
                        "wave",
                        List.of(Map.of("boards", 64, "seconds", 11.457, "efficiency", 0.912)),
                        "peer",
                        List.of(Map.of("boards", 8, "wallRatio", 0.31, "cpuRatio", 0.025, "memoryRatio", 1.7))));
    }

    private static Map<String, Object> floor(String stage, double seconds, double least, double ratio) {
        return Map.of(
                "boards",
                1,
                "baud",
                460_800,
                "stage",
                stage,
                "seconds",
                seconds,
                "floorSeconds",
                least,
                "ratio",
                ratio);
    }

    @Test
    void aFileWithoutAPeerDoesNotNameIt() throws Exception {
        assertThat(written()).isEqualTo(Map.of("floor", List.of(), "scale", List.of()));
    }
}
