package org.twomes.station.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.pipeline.UnitOutcome;
import org.twomes.station.port.SlotMark;

/** Failure logs are written beside the runs: the disk may be slow, a run does not wait for it. */
@Tag("fast")
class UnitLogsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant T0 = Instant.parse("2026-11-24T08:00:00Z");
    private static final String MAC = "24:0a:c4:d3:ad:48";
    private static final Logger RUN = LoggerFactory.getLogger("org.twomes.station.pipeline.run.BoardRun");

    @TempDir
    Path data;

    private final ExecutorService publisher = Executors.newSingleThreadExecutor();
    private Ledger ledger;
    private UnitLogs logs;
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        StationConfig config =
                ConfigFile.defaults(Map.of("station.data", Json.line(data.toString()), "log.unitFiles", "1000"));
        ledger = StationLedger.open(config);
        logs = new UnitLogs(config, ledger);
        folder = Files.createDirectories(data.resolve("logs").resolve(UnitLogs.FOLDER));
    }

    @AfterEach
    void close() {
        publisher.shutdownNow();
        logs.close();
        ledger.close();
    }

    /** The run of this slot failed; ends when whoever published it may go on. */
    private void fail(String slot, Optional<String> mac, int second) throws Exception {
        publisher
                .submit(() -> {
                    try (MDC.MDCCloseable place = MDC.putCloseable(SlotMark.PLACE, "path of " + slot)) {
                        RUN.warn("line of run {}", second);
                    }
                    UnitOutcome.Board board = new UnitOutcome.Board(
                            "path of " + slot, slot, second, 1, Optional.empty(), mac, Optional.empty(), List.of());
                    SlotView.Trouble trouble = new SlotView.Trouble("BROWN_OUT", "It lost power.", "Try another.", "");
                    logs.ended(
                            new UnitOutcome.Failed(board, UnitState.CONNECTED, trouble, true, T0.plusSeconds(second)));
                })
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Path file(String slot, String unit, int second) {
        return folder.resolve(String.format("20261124T0800%02d.000-%s-%s-BROWN_OUT.log", second, slot, unit));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A write into a pipe ends when somebody reads it. */
    private Path blocked(Path file) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        return file;
    }

    @Test
    void aFileThatCannotBeWrittenYetHoldsUpNeitherItsUnitNorAnother() throws Exception {
        Path first = blocked(file("A1", "unknown", 1));
        fail("A1", Optional.empty(), 1);
        fail("A1", Optional.empty(), 2);
        fail("A2", Optional.empty(), 3);
        assertThat(file("A1", "unknown", 2)).as("in their order").doesNotExist();

        assertThat(Files.readString(first)).contains("line of run 1");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Files.readString(file("A2", "unknown", 3))).contains("line of run 3"));
        assertThat(Files.readString(file("A1", "unknown", 2)))
                .contains("line of run 2")
                .doesNotContain("line of run 1");
    }

    @Test
    void aStopWritesWhatWaits() throws Exception {
        Path first = blocked(file("A1", "unknown", 1));
        for (int i = 1; i <= 20; i++) {
            fail("A" + i, Optional.empty(), i);
        }
        publisher.submit(() -> Files.readString(first));
        logs.close();
        assertThat(names()).hasSize(20);
    }

    @Test
    void moreThanTheDiskTakesAreDroppedAndTheFirstOnesAreKept() throws Exception {
        Path first = blocked(file("A1", "unknown", 0));
        for (int i = 0; i <= UnitLogs.MOST_WAITING + 1; i++) {
            fail("A" + (i + 1), Optional.empty(), 0);
        }
        publisher.submit(() -> Files.readString(first));
        logs.close();
        assertThat(names())
                .contains(file("A2", "unknown", 0).getFileName().toString())
                .contains(file("A" + (UnitLogs.MOST_WAITING + 1), "unknown", 0)
                        .getFileName()
                        .toString())
                .doesNotContain(file("A" + (UnitLogs.MOST_WAITING + 2), "unknown", 0)
                        .getFileName()
                        .toString());
    }

    @Test
    void theBootLogIsThatOfItsOwnAttemptThoughTheNextOneFailedMeanwhile() throws Exception {
        Path first = blocked(file("A2", "unknown", 0));
        fail("A2", Optional.empty(), 0);
        attempt(1, "boot log of the first");
        fail("A1", Optional.of(MAC), 2);
        attempt(3, "boot log of the second");
        fail("A1", Optional.of(MAC), 4);
        publisher.submit(() -> Files.readString(first));
        logs.close();
        assertThat(Files.readString(file("A1", "24-0a-c4-d3-ad-48", 2))).contains("boot log of the first");
        assertThat(Files.readString(file("A1", "24-0a-c4-d3-ad-48", 4))).contains("boot log of the second");
    }

    private void attempt(int second, String bootLog) {
        Instant at = T0.plusSeconds(second);
        long attempt = ledger.units().begin(new AttemptStart("line-1", "path of A1", "A1", "port", "b.zip", "00", at));
        ledger.units().connected(attempt, MAC, "ESP32", 4 << 20, false, at);
        ledger.units().bootLog(attempt, bootLog);
        ledger.units().failed(attempt, new Failure(UnitState.IDENTIFIED, "BROWN_OUT", "detail", true), at);
    }
}
