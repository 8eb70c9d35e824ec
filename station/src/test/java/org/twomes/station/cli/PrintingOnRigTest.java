package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.dashboard.Browser;
import org.twomes.station.dashboard.OneBrowser;
import org.twomes.station.dashboard.Tab;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.PrintQueue;
import org.twomes.station.ledger.PrintQueue.State;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.RigSettings;
import org.twomes.station.sticker.ReadLabel;
import org.twomes.station.sticker.SheetReader;
import org.twomes.station.sticker.print.CupsServer;

/** A whole station that prints its sheets through a real CUPS. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class PrintingOnRigTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHEET = "demo-0001";

    @TempDir
    Path folder;

    private CupsServer cups;
    private DemoRig demo;

    @BeforeEach
    void open() throws Exception {
        cups = new CupsServer(folder.resolve("cups"));
        start();
    }

    @AfterEach
    void close() {
        demo.close();
        cups.close();
    }

    private void start() throws Exception {
        demo = new DemoRig(
                folder.resolve("data"),
                1,
                RigSettings.Speed.FAST,
                Map.of("sticker.printer", cups.printer(), "device.sameBoard", "0s"));
        demo.station().start();
    }

    /** A board goes through and its sheet is finished by hand. */
    private void finishASheet(int macTail) {
        demo.rig().plug(0, BoardModel.usual(macTail));
        await().atMost(PATIENCE)
                .until(() -> demo.station().line().slots().get(0).phase() == SlotPhase.DONE);
        demo.rig().unplug(0);
        assertThat(demo.station().labels().flush()).hasSize(1);
    }

    private PrintQueue.Job job(String sheet) {
        Ledger ledger = demo.station().ledger();
        return ledger.prints()
                .job(ledger.sheets().sheet(sheet).orElseThrow().id())
                .orElseThrow();
    }

    private void awaitJob(String sheet, State state) {
        await().atMost(PATIENCE).until(() -> job(sheet).state() == state);
    }

    /** The station's health; the web server looks at most every two seconds, so it may be that old. */
    private void awaitStatus(Consumer<AbstractStringAssert<?>> told) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> told.accept(
                        assertThat(Cli.run("status", "--url", demo.dashboard()).out())));
    }

    @Test
    void aFinishedSheetIsPrintedOnceAndFollowedToTheEndOverARestart() throws Exception {
        cups.stop("Paper jam");
        finishASheet(0xD3AD48);
        awaitJob(SHEET, State.SENT);
        await().atMost(PATIENCE).until(() -> job(SHEET).detail().contains("Paper jam"));
        awaitStatus(status ->
                status.contains("sheet " + SHEET + ": the printer is stopped: Paper jam", "cupsenable labels"));

        demo.close();
        start();
        assertThat(job(SHEET).state()).isEqualTo(State.SENT);
        cups.resume();
        awaitJob(SHEET, State.DONE);
        awaitStatus(status -> status.doesNotContain("Paper jam"));
        finishASheet(0xD3AD49);
        awaitJob("demo-0002", State.DONE);
        assertThat(cups.paper()).hasSize(2);
        assertThat(SheetReader.read(cups.paper().get(0)))
                .extracting(ReadLabel::name)
                .containsExactly(Optional.of("TWOMES-D3AD48"));
    }

    @Test
    void aCancelledJobIsShownUntilTheSheetIsReprinted(Browser browser) throws Exception {
        cups.stop("no paper");
        finishASheet(0xD3AD48);
        awaitJob(SHEET, State.SENT);
        cups.cancel(job(SHEET).job());
        awaitJob(SHEET, State.FAILED);
        awaitStatus(status -> status.contains("did not get onto paper: it was cancelled", "reprint the sheet"));
        try (Tab tab = browser.tab(demo.dashboard(), 1366, 768)) {
            tab.open("sheets", "#sheet table");
            tab.sees("#print", "Not printed (job labels-1): job labels-1 did not get onto paper: it was cancelled");
            cups.resume();
            tab.press("Reprint sheet");
            tab.answer("Reprint");
            tab.sees(".toast", "with the printer as labels-2");
            await().atMost(PATIENCE).until(() -> cups.paper().size() == 1);
            assertThat(tab.complaints()).isEmpty();
        }
        awaitStatus(status -> status.doesNotContain("sheet " + SHEET));
    }

    @Test
    void aSheetWaitsForAPrintingSystemThatIsAwayAndIsPrintedOnce() throws Exception {
        cups.down();
        finishASheet(0xD3AD48);
        await().atMost(PATIENCE).until(() -> job(SHEET).detail().contains("lp"));
        assertThat(job(SHEET).state()).isEqualTo(State.DUE);
        awaitStatus(status -> status.contains("sheet " + SHEET + ": command lp ended with 1"));
        cups.up();
        awaitJob(SHEET, State.DONE);
        assertThat(cups.paper()).hasSize(1);
    }

    @Test
    void aSheetThatMayHaveGoneWhenTheStationDiedIsNotSentAgain() throws Exception {
        cups.down();
        finishASheet(0xD3AD48);
        await().atMost(PATIENCE).until(() -> job(SHEET).detail().contains("lp"));
        PrintQueue queue = demo.station().ledger().prints();
        await().atMost(PATIENCE)
                .until(() -> queue.move(
                        job(SHEET).sheet().id(),
                        State.DUE,
                        State.SENDING,
                        "",
                        "",
                        Clock.systemUTC().instant()));
        demo.close();
        cups.up();
        start();
        assertThat(job(SHEET).state()).isEqualTo(State.FAILED);
        awaitStatus(status -> status.contains("the station stopped while it was handed over"));
        finishASheet(0xD3AD49);
        awaitJob("demo-0002", State.DONE);
        assertThat(cups.paper()).hasSize(1);
    }
}
