package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Json;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.SheetLedger.SheetState;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.pipeline.SheetFiles;
import org.twomes.station.sticker.LabelStock;
import org.twomes.station.sticker.SheetReader;

/** What is kept, and how long, by a clock that the test sets. */
@Tag("fast")
class RetentionTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    Path data;

    private StationConfig config() throws Exception {
        return ConfigFile.defaults(Map.of(
                "station.data",
                Json.line(data.toString()),
                "retention.tokens",
                "30d",
                "retention.sheets",
                "90d",
                "retention.bootLogs",
                "180d"));
    }

    private static void runAt(StationConfig config, Ledger ledger, Duration after) throws Exception {
        Clock clock = Clock.fixed(START.plus(after), ZoneOffset.UTC);
        SheetFiles files = new SheetFiles(
                "line-1",
                config.station().data().resolve("sheets"),
                new LabelStock(
                        config.sticker(),
                        config.device(),
                        java.util.Locale.ENGLISH,
                        labels -> java.util.Optional.empty()),
                ledger,
                clock,
                ZoneOffset.UTC);
        new Retention(config, ledger, files::releaseClosed, clock).run();
        new OldFiles(config, clock).run();
    }

    @Test
    void tokensGoThirtyDaysAfterTheirLabelAndThePdfsAfterNinety() throws Exception {
        StationConfig config = config();
        Path sheet = sheet("line-1-0001.pdf");
        Path reprint = sheet("line-1-0001-reprint-1.pdf");
        Path leftOver = sheet(".line-1-0002.pdf.part");
        try (Ledger ledger = StationLedger.open(config)) {
            long unit = labelled(ledger);
            runAt(config, ledger, Duration.ofDays(30));
            assertThat(ledger.sheets().label(unit).orElseThrow().token()).contains(Secret.of("3375550652"));
            runAt(config, ledger, Duration.ofDays(30).plusSeconds(1));
            assertThat(ledger.sheets().label(unit).orElseThrow().token()).isEmpty();
            assertThat(sheets()).isEqualTo(3);
            runAt(config, ledger, Duration.ofDays(90));
            assertThat(sheets()).isEqualTo(3);

            Files.setLastModifiedTime(reprint, FileTime.from(START.plusSeconds(60)));
            runAt(config, ledger, Duration.ofDays(90).plusSeconds(1));
            assertThat(sheet).doesNotExist();
            assertThat(leftOver).doesNotExist();
            assertThat(reprint).exists();
        }
    }

    @Test
    void aSheetThatNobodyFinishesIsPrintedWhenItsOldestTokenIsDueAndThenTheTokensGo() throws Exception {
        StationConfig config = config();
        try (Ledger ledger = StationLedger.open(config)) {
            LabelPlace first = placed(ledger, "line-1", "24:0a:c4:d3:ad:48", START);
            placed(ledger, "line-1", "24:0a:c4:d3:ad:49", START.plus(Duration.ofDays(29)));
            runAt(config, ledger, Duration.ofDays(30));
            assertThat(ledger.sheets().sheet(first.sheet()).orElseThrow().state())
                    .isEqualTo(SheetState.OPEN);

            runAt(config, ledger, Duration.ofDays(30).plusSeconds(1));
            assertThat(ledger.sheets().sheet(first.sheet()).orElseThrow().state())
                    .isEqualTo(SheetState.RELEASED);
            assertThat(SheetReader.read(data.resolve("sheets/line-1-0001.pdf")))
                    .as("no label is lost")
                    .extracting(label -> label.payload().reveal())
                    .hasSize(2)
                    .allMatch(payload -> payload.contains("3375550652"));
            assertThat(ledger.sheets().labels(first.sheetId()))
                    .extracting(SheetLedger.Label::token)
                    .containsExactly(Optional.empty(), Optional.of(Secret.of("3375550652")));
        }
    }

    @Test
    void theSheetOfAnotherStationIsClosedForItsOwnDeskAndItsTokensStayUntilItIsMade() throws Exception {
        StationConfig config = config();
        try (Ledger ledger = StationLedger.open(config)) {
            LabelPlace place = placed(ledger, "line-2", "24:0a:c4:d3:ad:48", START);
            for (int day = 31; day < 33; day++) {
                runAt(config, ledger, Duration.ofDays(day));
                assertThat(ledger.sheets().sheet(place.sheet()).orElseThrow().state())
                        .isEqualTo(SheetState.CLOSED);
                assertThat(ledger.sheets().labels(place.sheetId()).get(0).token())
                        .isPresent();
            }
            ledger.sheets().takeOver("line-2", "line-1", "anna", START.plus(Duration.ofDays(33)));
            runAt(config, ledger, Duration.ofDays(33));
            assertThat(data.resolve("sheets/line-2-0001.pdf")).exists();
            assertThat(ledger.sheets().labels(place.sheetId()).get(0).token()).isEmpty();
        }
    }

    @Test
    void bootLogsGoWhenTheirTimeIsOver() throws Exception {
        StationConfig config = config();
        try (Ledger ledger = StationLedger.open(config)) {
            long unit = labelled(ledger);
            runAt(config, ledger, Duration.ofDays(180));
            assertThat(ledger.units().attempts(unit).get(0).bootLog()).isEqualTo("boot");
            runAt(config, ledger, Duration.ofDays(180).plusSeconds(1));
            assertThat(ledger.units().attempts(unit).get(0).bootLog()).isEmpty();
        }
    }

    /** In a fleet one station forgets for all, but each has files of its own. */
    @Test
    void aStationRemovesItsOwnFilesWithoutTheLedger() throws Exception {
        Path sheet = sheet("line-1-0001.pdf");
        new OldFiles(config(), Clock.fixed(START.plus(Duration.ofDays(91)), ZoneOffset.UTC)).run();
        assertThat(sheet).doesNotExist();
    }

    private Path sheet(String name) throws IOException {
        Path file = Files.createDirectories(data.resolve("sheets")).resolve(name);
        Files.writeString(file, "labels");
        Files.setLastModifiedTime(file, FileTime.from(START));
        return file;
    }

    private long sheets() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("sheets"))) {
            return files.count();
        }
    }

    private static long labelled(Ledger ledger) {
        LabelPlace place = placed(ledger, "line-1", "24:0a:c4:d3:ad:48", START);
        ledger.sheets().close(place.sheetId(), START);
        ledger.sheets().release(place.sheetId(), "line-1-0001.pdf", START);
        return ledger.sheets().labels(place.sheetId()).get(0).unit();
    }

    private static LabelPlace placed(Ledger ledger, String station, String mac, Instant at) {
        long attempt = ledger.units()
                .begin(new AttemptStart(station, "1-1.2:1.0", "A1", "/dev/ttyUSB0", "fw.zip", "ab12", at));
        ledger.units().connected(attempt, mac, "ESP32", 4 << 20, false, at);
        ledger.units().bootLog(attempt, "boot");
        UnitRecord unit = ledger.units()
                .identified(
                        attempt,
                        "TWOMES-" + mac.substring(9).replace(":", "").toUpperCase(Locale.ROOT),
                        Optional.of("Generic-Test"),
                        Secret.of("3375550652"),
                        true,
                        true,
                        at);
        ledger.outbox().confirmed(unit.id(), "12", "http://127.0.0.1", at);
        return ledger.sheets().place(station, unit.id(), "L7651", 65, at);
    }
}
