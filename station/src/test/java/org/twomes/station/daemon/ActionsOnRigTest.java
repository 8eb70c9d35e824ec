package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Secret;
import org.twomes.station.dashboard.Browser;
import org.twomes.station.dashboard.OneBrowser;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.FakeBackOffice;

/** Each action of the pages pressed in Chromium: asked about first, done on the whole station, and written down. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class ActionsOnRigTest {
    private static final int FIRST = 0xD3AD48;
    private static final String NAME = "TWOMES-D3AD48";
    private static final String MAC = "24:0a:c4:d3:ad:48";
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final String NEXT_BUNDLE = "twomes-hello_ESP32DEV_v3.0.1.zip";
    private static final String BROKEN_BUNDLE = "twomes-hello_ESP32DEV_v3.0.2.zip";

    @TempDir
    Path folder;

    private OnRig rig;

    @BeforeEach
    void open(Browser browser) throws Exception {
        rig = new OnRig(folder, browser);
        rig.tab.open("", ".tile");
        rig.tab.sees("#link", "Live");
    }

    @AfterEach
    void close() {
        assertThat(rig.tab.abroad()).isEmpty();
        rig.close();
    }

    @Test
    void boardsRunAgainAreReleasedAndTheLineStops() {
        rig.plug(0, FIRST, "brown-out");
        rig.tile(0, "FAILED");
        rig.tab.press("Run failed ones again");
        rig.tab.answer("Cancel");
        assertThat(rig.audit()).isEmpty();
        assertThat(attempts()).isEqualTo(1);

        rig.tab.press("Run failed ones again");
        rig.tab.answer("Run");
        rig.tab.sees(".toast", "Run again: A1.");
        awaitFailedAttempt(2);
        rig.tile(0, "FAILED");
        rig.onSlot(0, "Run again");
        rig.tab.answer("Run again");
        rig.tab.sees(".toast", "The board in A1 runs again.");
        awaitFailedAttempt(3);
        rig.tile(0, "FAILED");
        rig.onSlot(0, "Release slot");
        rig.tab.answer("Release slot");
        rig.tile(0, "EMPTY");
        rig.pull(0);

        rig.tab.press("Stop taking boards");
        rig.tab.answer("Stop");
        rig.tab.sees("#paused", "Takes no boards");
        rig.plug(1, FIRST + 1, "");
        rig.tab.sees(".tile.EMPTY", "Board plugged, not taken");
        rig.tab.press("Take boards");
        rig.tab.answer("Take boards");
        rig.tile(1, "DONE");
        assertThat(rig.audit())
                .containsExactly(
                        "local: take boards",
                        "local: stop taking boards",
                        "local: release slot A1",
                        "local: run again A1",
                        "local: run failed ones");
        rig.tab.open("audit", "#list table");
        assertThat(rig.tab.find("#list td").allTextContents()).contains("local", "release slot", "A1");
        assertThat(rig.tab.complaints()).isEmpty();
    }

    /** The page may still show the attempt before. */
    private void awaitFailedAttempt(int number) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> attempts() == number && rig.slot(0).phase() == SlotPhase.FAILED);
    }

    private int attempts() {
        return rig.demo().station().ledger().units().byMac(MAC).orElseThrow().attempts();
    }

    @Test
    void sheetsAndLabelsAreFinishedVoidedStartedAndPrintedAgain() {
        rig.plug(0, FIRST, "");
        rig.tile(0, "DONE");
        rig.tab.open("sheets", "#sheet table");
        rig.tab.press("Void the next place");
        rig.tab.answer("Void");
        rig.tab.sees(".toast", "Place 2 stays free.");
        rig.tab.sees("#list", "2 of 65");
        rig.tab.find("#torn").fill("1");
        rig.tab.press("Void this place");
        rig.tab.answer("Void");
        rig.tab.sees(".toast.bad", "has the label of " + NAME + ": it cannot be voided");
        rig.tab.find("#torn").fill("17");
        rig.tab.press("Void this place");
        rig.tab.answer("Void");
        rig.tab.sees(".toast:not(.bad)", "Place 17 stays free.");
        rig.tab.sees("#list", "3 of 65");
        rig.tab.press("Finish the open sheet");
        rig.tab.answer("Finish");
        rig.tab.sees(".toast", "Ready: demo-0001.pdf");
        rig.tab.press("Reprint sheet");
        rig.tab.answer("Reprint");
        rig.tab.sees(".toast", "reprint-1.pdf");
        assertThat(reprints()).isEqualTo(1);
        rig.tab.find("#position").fill("7");
        rig.tab.press("Start a part-used sheet");
        rig.tab.answer("Start");
        rig.tab.sees(".toast", "starts at place 7");

        rig.tab.open("unit?id=" + unit(), ".timeline");
        rig.tab.press("Reprint label");
        rig.tab.answer("Reprint");
        rig.tab.sees("#unit", "printed again 2 times");
        assertThat(reprints()).isEqualTo(2);
        rig.plug(1, FIRST + 1, "");
        rig.tab.open("", ".tile");
        assertThat(rig.tile(1, "DONE").locator(".number").textContent()).isEqualTo("7");
        assertThat(rig.audit())
                .containsExactly(
                        "local: reprint label " + unit(),
                        "local: start sheet 7",
                        "local: reprint sheet demo-0001",
                        "local: flush sheet",
                        "local: void position 17",
                        "local: void position: refused 1",
                        "local: void position 1",
                        "local: void position");
    }

    private long unit() {
        return rig.demo().station().ledger().units().byName(NAME).orElseThrow().id();
    }

    private int reprints() {
        return rig.demo()
                .station()
                .ledger()
                .sheets()
                .label(unit())
                .orElseThrow()
                .reprints();
    }

    @Test
    void aBoardHeldAtItsRegistrationIsApprovedAsItIsForAsLongAsItsTokenIsKept() {
        rig.demo().backOffice().know(NAME, "Generic-Test", Secret.of("12345678"));
        rig.plug(0, FIRST, "");
        rig.tile(0, "HELD");
        rig.onSlot(0, "Approve");
        rig.tab.sees("#question", "Its flash will be erased.");
        rig.tab.answer("Approve");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rig.slot(0).stage() == UnitState.REGISTERED
                        && rig.slot(0).phase() == SlotPhase.HELD);
        rig.tab.sees(".tile.HELD .note", "at register");
        String question = "Have " + NAME + " registered as it is? Its flash is not changed";
        rig.onSlot(0, "Approve");
        rig.tab.sees("#question", question);
        rig.tab.answer("Cancel");

        assertThat(rig.demo().station().ledger().wipeTokens(Instant.now().plusSeconds(1)))
                .isEqualTo(1);
        rig.onSlot(0, "Approve");
        rig.tab.answer("Approve");
        rig.tab.sees(".toast.bad", "whose token is kept: run the board again.");
        assertThat(rig.audit()).startsWith("local: approve device: refused " + MAC, "local: approve device " + MAC);
        rig.tab.open("unit?id=" + unit(), ".timeline");
        rig.tab.press("Approve for another run");
        rig.tab.sees("#question", question);
    }

    @Test
    void anExistingDeviceIsApprovedAndWaitingRegistrationsAreTried() {
        rig.demo().backOffice().know(NAME, "Generic-Test", Secret.of("12345678"));
        rig.plug(0, FIRST, "");
        rig.tile(0, "HELD");
        rig.onSlot(0, "Approve");
        rig.tab.answer("Approve");
        rig.tab.sees(".toast", MAC + " is approved: its slot runs again");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rig.slot(0).stage() == UnitState.REGISTERED
                        && rig.slot(0).phase() == SlotPhase.HELD);

        rig.demo().backOffice().trouble(FakeBackOffice.Trouble.BROKEN);
        rig.plug(1, FIRST + 1, "");
        rig.tile(1, "REMOVE_ME");
        rig.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
        rig.tab.open("shift", "#hours canvas");
        assertThat(rig.demo().station().ledger().outbox().waiting()).isEqualTo(1);
        rig.tab.sees("#cards section:has-text('Registrations waiting') b", "1");
        rig.tab.press("Retry registrations now");
        rig.tab.answer("Cancel");
        assertThat(rig.demo().station().ledger().outbox().waiting()).isEqualTo(1);
        rig.tab.press("Retry registrations now");
        rig.tab.answer("Retry");
        rig.tab.sees(".toast", "1 registration is tried now.");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rig.demo().station().ledger().outbox().waiting() == 0);
        rig.tab.open("shift", "#hours canvas");
        rig.tab.sees("#cards section:has-text('Registrations waiting') b", "0");
        rig.tab.open("", ".tile");
        assertThat(rig.tile(1, "DONE").locator(".number").textContent()).isNotEmpty();
        assertThat(rig.audit()).containsSubsequence("local: retry registrations", "local: approve device " + MAC);
    }

    @Test
    void whatABoardAloneWasGivenIsGivenBackOnItsPage() {
        rig.plug(0, FIRST, "");
        rig.tile(0, "DONE");
        var ledger = rig.demo().station().ledger();
        long attempt = ledger.units().attempts(unit()).get(0).id();
        GivenData data = new GivenData("serial", "7", OptionalLong.of(7), "TW-007", MAC, "demo", Instant.now());
        assertThat(ledger.unitData().give(attempt, data, List.of())).isPresent();

        rig.tab.open("unit?id=" + unit(), ".timeline");
        rig.tab.sees("#unit", "TW-007");
        rig.tab.press("Give its data back");
        rig.tab.sees("#question", "another board have TW-007 of " + NAME);
        rig.tab.answer("Cancel");
        assertThat(ledger.unitData().given(MAC)).hasSize(1);
        rig.tab.press("Give its data back");
        rig.tab.answer("Give back");
        rig.tab.sees(".toast:not(.bad)", "TW-007 of " + MAC + " may be given to another board now.");
        assertThat(ledger.unitData().given(MAC)).isEmpty();
        assertThat(rig.audit())
                .contains("local: give unit data back TW-007 of " + MAC, "local: release unit data " + MAC);
        rig.tab.open("unit?id=" + unit(), ".timeline");
        assertThat(rig.tab.page().getByText("Give its data back").count()).isZero();
    }

    @Test
    void theNextBoardsGetAnotherBundleOnceItIsFoundSound() throws Exception {
        Path bundles = folder.resolve("bundles");
        Files.copy(bundles.resolve(BUNDLE), bundles.resolve(NEXT_BUNDLE));
        Files.writeString(bundles.resolve(BROKEN_BUNDLE), "no zip at all");
        rig.plug(0, FIRST, "silent");
        await().atMost(Duration.ofSeconds(30)).until(() -> rig.slot(0).stage() == UnitState.IDENTIFIED);
        choose(BROKEN_BUNDLE);
        rig.tab.sees(".toast.bad", BROKEN_BUNDLE);
        choose(NEXT_BUNDLE);
        rig.tab.sees(".toast:not(.bad)", "The next boards get " + NEXT_BUNDLE);
        rig.tab.open("", ".tile");
        rig.tab.sees("#bundle", NEXT_BUNDLE);
        rig.tile(0, "FAILED");
        rig.plug(1, FIRST + 1, "");
        rig.tile(1, "DONE");
        var units = rig.demo().station().ledger().units();
        assertThat(units.byMac(MAC).orElseThrow().bundle()).isEqualTo(BUNDLE);
        assertThat(units.byName("TWOMES-D3AD49").orElseThrow().bundle()).isEqualTo(NEXT_BUNDLE);
        assertThat(rig.audit())
                .containsExactly(
                        "local: change bundle " + NEXT_BUNDLE,
                        "local: change bundle: refused " + BROKEN_BUNDLE,
                        "local: change bundle " + BROKEN_BUNDLE);
    }

    private void choose(String bundle) {
        rig.tab.open("shift", "#cards section");
        rig.tab.press("Change firmware");
        rig.tab.page().locator("dialog select").selectOption(bundle);
        rig.tab.answer("Choose");
        rig.tab.page().waitForSelector("dialog.confirm");
        rig.tab.answer("Change");
    }
}
