package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.SheetLedger.SheetState;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.Reprints;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.sticker.ReadLabel;
import org.twomes.station.sticker.ReadPdf;
import org.twomes.station.sticker.SheetReader;

/** A sheet is finished when it is full, by hand or by the clock, and once. */
@Tag("rig")
class SheetFlushOnRigTest {
    private static final int FIRST = 0xD3AD48;
    private static final int SECOND = 0xD3AD49;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int HANDS = 4;

    @TempDir
    Path folder;

    private static List<String> pdfs(StationOnRig rig) throws Exception {
        if (!Files.exists(rig.demo().sheets())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(rig.demo().sheets())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pdf"))
                    .sorted()
                    .toList();
        }
    }

    private static List<SheetLedger.Sheet> sheets(StationOnRig rig) {
        return rig.station().ledger().sheets().sheets(100);
    }

    @Test
    void handsThatFinishASheetAtOnceMakeOnePdf() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(HANDS);
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            assertThat(rig.prepare(0, FIRST, "").phase()).isEqualTo(SlotPhase.DONE);
            List<Callable<List<Path>>> flushes = new ArrayList<>();
            for (int hand = 0; hand < HANDS; hand++) {
                flushes.add(() -> rig.station().labels().flush());
            }
            List<Path> made = new ArrayList<>();
            for (Future<List<Path>> each : threads.invokeAll(flushes)) {
                made.addAll(each.get());
            }
            assertThat(made).hasSize(1);
            assertThat(rig.station().labels().flush()).isEmpty();
            rig.pull(0);
            rig.prepare(0, SECOND, "");
            assertThat(rig.slot(0).label().orElseThrow().position()).isEqualTo(1);
            assertThat(rig.slot(0).label().orElseThrow().sheet())
                    .isNotEqualTo(made.get(0).getFileName().toString().replace(".pdf", ""));
            assertThat(pdfs(rig)).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nothingIsPrintedAgainBeforeItsFirstPrint() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            rig.prepare(0, FIRST, "");
            String sheet = rig.slot(0).label().orElseThrow().sheet();
            assertThatThrownBy(() -> rig.station().reprints().sheet(sheet, "sue"))
                    .isInstanceOfSatisfying(FaultException.class, e -> {
                        assertThat(e.code()).isEqualTo(FaultCode.LABEL_NOT_RELEASED);
                        assertThat(e.advised()).contains(sheet, "sheets flush");
                    });
            assertThatThrownBy(
                            () -> rig.station().reprints().label(rig.unit(FIRST).id(), "sue"))
                    .isInstanceOf(FaultException.class);
            rig.pull(0);
            rig.prepare(0, SECOND, "");
            rig.station().labels().flush();
            assertEachLabelIsCountedOnceMore(rig, sheet);
            assertThat(pdfs(rig)).hasSize(3);
            for (String file : pdfs(rig)) {
                assertThat(ReadPdf.of(rig.demo().sheets().resolve(file)).scaling())
                        .as("print scaling of " + file)
                        .isEqualTo("None");
            }
        }
    }

    private static void assertEachLabelIsCountedOnceMore(StationOnRig rig, String sheet) throws Exception {
        try (MetricsPage page = new MetricsPage();
                StationMetrics metrics = Meters.of(page, ConfigFile.defaults(Map.of()))) {
            Reprints reprints = new Reprints(
                    rig.station().sheets(), rig.station().ledger(), metrics, Optional.empty(), Clock.systemUTC());
            assertThat(reprints.sheet(sheet, "sue")).isPresent();
            assertThat(page.scrape("").text()).contains("station_reprints_total 2.0");
            assertThat(reprints.label(rig.unit(FIRST).id(), "sue")).isPresent();
            assertThat(page.scrape("").text()).contains("station_reprints_total 3.0");
        }
        SheetLedger ledger = rig.station().ledger().sheets();
        assertThat(ledger.label(rig.unit(FIRST).id()).orElseThrow().reprints()).isEqualTo(2);
        assertThat(ledger.label(rig.unit(SECOND).id()).orElseThrow().reprints()).isEqualTo(1);
        assertThat(rig.attempts(SECOND).get(0).notes())
                .extracting(AttemptRecord.Note::text)
                .containsOnlyOnce("the label was printed again by sue");
    }

    @Test
    void theClockFinishesASheetThatHoldsALabelAndNoOther() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("sticker.flushCron", "\"* * * * * ?\""))) {
            rig.prepare(0, FIRST, "");
            await().atMost(LONG)
                    .until(() -> sheets(rig).stream().anyMatch(sheet -> sheet.state() == SheetState.RELEASED));
            Path first = rig.demo().sheets().resolve(pdfs(rig).get(0));
            Object written = written(first);
            assertThat(rig.station().labels().flush())
                    .as("by hand after the clock")
                    .isEmpty();
            rig.pull(0);
            rig.prepare(0, SECOND, "");
            await().atMost(LONG)
                    .until(() -> sheets(rig).stream()
                                    .filter(sheet -> sheet.state() == SheetState.RELEASED)
                                    .count()
                            == 2);
            assertThat(sheets(rig)).hasSize(2).allSatisfy(sheet -> {
                assertThat(sheet.used()).isEqualTo(1);
                assertThat(sheet.file()).isEqualTo(sheet.number() + ".pdf");
            });
            assertThat(pdfs(rig)).hasSize(2);
            assertThat(written(first))
                    .as("the first sheet's PDF is still the one file that was written")
                    .isEqualTo(written);
        }
    }

    /** A file that is written once more is another one: see {@code SheetFile}. */
    private static Object written(Path file) throws Exception {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(facts.fileKey(), facts.lastModifiedTime());
    }

    @Test
    void aSheetThatHoldsNoLabelBecomesNoPdfAndAFullOneBecomesOneAtOnce() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            SheetLedger ledger = rig.station().ledger().sheets();
            String owner = "demo";
            String empty =
                    ledger.startSheet(owner, "L7651", 65, 3, Instant.now()).number();
            String part =
                    ledger.startSheet(owner, "L7651", 65, 65, Instant.now()).number();
            assertThat(rig.station().sheets().releaseClosed()).isEmpty();
            assertThat(ledger.sheet(empty).orElseThrow().state()).isEqualTo(SheetState.RELEASED);
            assertThat(ledger.sheet(empty).orElseThrow().file()).isEmpty();
            assertThat(pdfs(rig)).isEmpty();
            rig.prepare(0, FIRST, "");
            assertThat(rig.slot(0).label().orElseThrow().position()).isEqualTo(65);
            await().atMost(LONG).until(() -> ledger.sheet(part).orElseThrow().state() == SheetState.RELEASED);
            assertThat(pdfs(rig)).containsExactly(part + ".pdf");
            assertThat(SheetReader.names(rig.demo().sheets().resolve(part + ".pdf")))
                    .containsExactly(StationOnRig.name(FIRST));
            rig.pull(0);
            rig.prepare(0, SECOND, "");
            LabelPlace next = rig.slot(0).label().orElseThrow();
            assertThat(next.sheet()).isNotIn(empty, part);
            assertThat(next.position()).isEqualTo(1);
            assertThat(pdfs(rig)).hasSize(1);
        }
    }

    @Test
    void onARollEachBoardGetsAPageOfTheLabelsSizeAtOnce() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("sticker.mode", "roll"))) {
            for (int board : new int[] {FIRST, SECOND}) {
                List<String> before = pdfs(rig);
                rig.prepare(0, board, "");
                await().atMost(LONG).until(() -> pdfs(rig).size() > before.size());
                String file = pdfs(rig).stream()
                        .filter(name -> !before.contains(name))
                        .findFirst()
                        .orElseThrow();
                ReadPdf page = ReadPdf.of(rig.demo().sheets().resolve(file));
                assertThat(page.pages()).containsExactly(List.of(38.1, 21.2));
                assertThat(page.scaling()).isEqualTo("None");
                ReadLabel label =
                        SheetReader.read(rig.demo().sheets().resolve(file)).get(0);
                assertThat(label.name()).contains(StationOnRig.name(board));
                assertThat(label.payload().reveal()).contains(token(rig, board));
                rig.pull(0);
            }
            assertThat(pdfs(rig)).hasSize(2);
            assertThat(rig.station().labels().flush()).isEmpty();
        }
    }

    private static String token(StationOnRig rig, int board) {
        return rig.demo().backOffice().devices().stream()
                .filter(device -> device.name().equals(StationOnRig.name(board)))
                .findFirst()
                .orElseThrow()
                .token()
                .reveal();
    }
}
