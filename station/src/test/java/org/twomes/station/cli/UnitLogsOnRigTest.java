package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.nvs.NvsReader;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.board.HelloFlash;

/** A run that fails leaves a file about itself; levels are set through the web server. */
@Tag("rig")
class UnitLogsOnRigTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST = 0xD3AD40;
    /** Under which the rig's firmware keeps its token in NVS. */
    private static final String TOKEN_KEY = "dat";

    @TempDir
    Path folder;

    private List<Path> files() {
        Path units = folder.resolve("logs/units");
        if (Files.notExists(units)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(units)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aFailedRunLeavesItsLogAndItsBootLogWithoutTheTokenAndTheOldestFilesGo() throws Exception {
        Map<String, String> settings = Map.of(
                "device.bootDeadline", "4s",
                "pipeline.attempts", "1",
                "loader.connectAttempts", "2",
                "log.unitFiles", "2");
        try (StationOnRig rig = new StationOnRig(folder, 2, settings)) {
            rig.prepare(0, FIRST, "truncated 99");
            await().atMost(PATIENCE)
                    .until(() -> files().size() == 1
                            && Files.readString(files().get(0)).endsWith("\n"));
            String text = Files.readString(files().get(0));
            assertThat(files().get(0).getFileName().toString())
                    .matches("\\d{8}T\\d{6}\\.\\d{3}-A1-TWOMES-D3AD40-TRUNCATED_PAYLOAD\\.log");
            assertThat(text)
                    .contains("slot A1 (", "MAC 24:0a:c4:d3:ad:40", "TRUNCATED_PAYLOAD: ", "Boot log", "cpu_start")
                    .containsPattern("WARN  \\[A1] \\[TWOMES-D3AD40] BoardRun: TRUNCATED_PAYLOAD")
                    .contains("\"pop\":******");
            String token = token(rig);
            assertThat(token)
                    .as("a token, not a word beside it")
                    .containsOnlyDigits()
                    .hasSizeGreaterThan(4);
            assertThat(text).doesNotContain(token);

            rig.prepare(1, FIRST + 1, "");
            assertThat(files()).as("a board that is done leaves none").hasSize(1);
            Path first = files().get(0);
            for (int i = 2; i < 4; i++) {
                rig.pull(0);
                rig.plug(0, FIRST + i, "brown-out");
                rig.awaitEnd(0, FIRST + i);
            }
            await().atMost(PATIENCE).until(() -> files().size() == 2 && !files().contains(first));
            assertThat(files()).allMatch(file -> file.toString().contains("BROWN_OUT"));
        }
    }

    /** The token in the flash of the first board. */
    private static String token(StationOnRig rig) {
        byte[] flash = rig.demo().rig().flash(BoardModel.usual(FIRST).mac());
        byte[] nvs = Arrays.copyOfRange(flash, HelloFlash.NVS, HelloFlash.NVS + HelloFlash.NVS_BYTES);
        return NvsReader.read(nvs).entries().stream()
                .filter(entry -> entry.key().equals(TOKEN_KEY))
                .map(entry -> entry.value().text())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSupervisorSetsLevelsThroughTheWebServerAndItIsAudited() throws Exception {
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: " + folder.resolve("data") + "}\nbackOffice: {api: none}\n");
        try (StationOnRig rig = new StationOnRig(Files.createDirectories(folder.resolve("data")), 1, Map.of())) {
            assertThat(call(config, "log-level", "rig", "debug").out()).contains("rig writes at level debug");
            assertThat(call(config, "log-level").out()).contains("debug org.twomes.station.rig");
            Cli refused = call(config, "log-level", "org.eclipse.jetty", "debug");
            assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.out()).contains("sessions and passwords");
            assertThat(call(config, "log-level", "rig").code()).isEqualTo(ExitCode.USAGE);
            assertThat(call(config, "log-level", "rig", "default").code()).isZero();
            assertThat(rig.station().ledger().auditLines(10))
                    .extracting(Ledger.AuditLine::action, Ledger.AuditLine::object)
                    .contains(org.assertj.core.groups.Tuple.tuple("set log level", "rig debug"));
        }
    }

    private static Cli call(Path config, String... words) {
        return Cli.run(Stream.concat(Stream.of(words), Stream.of("--config", config.toString()))
                .toArray(String[]::new));
    }
}
