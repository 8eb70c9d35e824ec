package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.Secret;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;

/** What is kept, and how long, by a clock that the test sets. */
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

    private static void runAt(StationConfig config, Ledger ledger, Duration after) {
        new Retention(config, ledger, Clock.fixed(START.plus(after), ZoneOffset.UTC)).run();
    }

    @Test
    void tokensGoThirtyDaysAfterTheirLabelAndThePdfsAfterNinety() throws Exception {
        StationConfig config = config();
        Path sheet = sheet("line-1-0001.pdf");
        Path reprint = sheet("line-1-0001-reprint-1.pdf");
        Path leftOver = sheet(".line-1-0002.pdf.part");
        try (Ledger ledger = ConfigOption.ledger(config)) {
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
    void bootLogsGoWhenTheirTimeIsOver() throws Exception {
        StationConfig config = config();
        try (Ledger ledger = ConfigOption.ledger(config)) {
            long unit = labelled(ledger);
            runAt(config, ledger, Duration.ofDays(180));
            assertThat(ledger.units().attempts(unit).get(0).bootLog()).isEqualTo("boot");
            runAt(config, ledger, Duration.ofDays(180).plusSeconds(1));
            assertThat(ledger.units().attempts(unit).get(0).bootLog()).isEmpty();
        }
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
        long attempt = ledger.units()
                .begin(new AttemptStart("line-1", "1-1.2:1.0", "A1", "/dev/ttyUSB0", "fw.zip", "ab12", START));
        ledger.units().connected(attempt, "24:0a:c4:d3:ad:48", "ESP32", 4 << 20, false, START);
        ledger.units().bootLog(attempt, "boot");
        UnitRecord unit = ledger.units()
                .identified(
                        attempt,
                        "TWOMES-D3AD48",
                        Optional.of("Generic-Test"),
                        Secret.of("3375550652"),
                        true,
                        true,
                        START);
        ledger.outbox().confirmed(unit.id(), "12", START);
        LabelPlace place = ledger.sheets().place("line-1", unit.id(), "L7651", 65, START);
        ledger.sheets().close(place.sheetId(), START);
        ledger.sheets().release(place.sheetId(), "line-1-0001.pdf", START);
        return unit.id();
    }
}
