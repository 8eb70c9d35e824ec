package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.dashboard.Browser;
import org.twomes.station.dashboard.OneBrowser;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.sticker.ReadPdf;
import org.twomes.station.sticker.SheetReader;

/** The dashboard's pages in Chromium, watched while a whole station works on the virtual rig. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class DashboardOnRigTest {
    private static final int FIRST = 0xD3AD48;
    private static final String FIRST_NAME = "TWOMES-D3AD48";
    private static final int SECOND = 0x00A001;
    private static final int THIRD = 0x00A002;
    private static final String DAY = "\\d{4}-\\d\\d-\\d\\d ";
    private static final String TIME = "\\d\\d:\\d\\d";

    /** Notes every word that a tile says about its state, and about the time left. */
    private static final String WATCH = "path => { const tile = document.querySelector(`[data-slot='${path}']`);"
            + " const word = name => tile.querySelector(name).textContent;"
            + " window.said = [word('.word')]; window.left = [];"
            + " new MutationObserver(() => { window.said.push(word('.word')); window.left.push(word('.left')); })"
            + ".observe(tile, { subtree: true, childList: true, characterData: true }); }";

    /** Names of the slots as one reads the screen. */
    private static final String READ = "() => [...document.querySelectorAll('.tile')]"
            + ".map(tile => ({ at: tile.getBoundingClientRect(), name: tile.querySelector('.slot').textContent }))"
            + ".sort((one, other) => one.at.top - other.at.top || one.at.left - other.at.left).map(tile => tile.name)";

    /** Whether the units found have these MACs, and no other is there. */
    private static final String FOUND = "macs => JSON.stringify(macs) === JSON.stringify("
            + "[...document.querySelectorAll('#list td:nth-child(2)')].map(mac => mac.textContent).sort())";

    @TempDir
    Path folder;

    private OnRig rig;

    @BeforeEach
    void openDashboard(Browser browser) throws Exception {
        rig = new OnRig(folder, browser);
        rig.tab.open("", ".tile");
        rig.tab.sees("#link", "Live");
    }

    @AfterEach
    void closeAll() {
        rig.close();
    }

    private void nothingWentWrong() {
        assertThat(rig.tab.complaints()).isEmpty();
        assertThat(rig.tab.abroad()).isEmpty();
    }

    @Test
    void aRunWithFailuresFromPlugToSheet() throws Exception {
        assertThat(rig.tab.find(".group h2").allTextContents()).containsExactly("Left hub", "Right hub");
        assertThat(noted("(" + READ + ")()")).containsExactly("A2", "A1", "B2", "B1");
        rig.tab.page().evaluate(WATCH, rig.slot(0).path());
        rig.plug(0, FIRST, "");
        rig.plug(1, SECOND, "brown-out");
        rig.plug(2, THIRD, "");

        assertThat(rig.tile(0, "DONE").locator(".sheet").textContent()).isEqualTo("sheet demo-0001");
        rig.tile(2, "DONE");
        List<String> numbers = List.of(
                rig.tile(0, "DONE").locator(".number").textContent(),
                rig.tile(2, "DONE").locator(".number").textContent());
        assertThat(numbers).containsExactlyInAnyOrder("1", "2");
        assertThat(rig.tile(0, "DONE").locator(".unit").textContent()).isEqualTo(FIRST_NAME);
        assertThat(noted("window.said")).startsWith("Empty").contains("Working").endsWith("Done");

        Locator failed = rig.tile(1, "FAILED");
        assertThat(failed.locator(".main").textContent()).isEqualTo("The board's supply voltage breaks down.");
        assertThat(failed.locator(".remedy").textContent()).isEqualTo("Use a powered hub; swap cable or slot.");
        assertThat(failed.locator(".note").textContent()).isEqualTo("BROWN_OUT, at identify");
        assertThat(rig.tab.find("#count-done").textContent()).isEqualTo("2");
        assertThat(rig.tab.find("#count-failed").textContent()).isEqualTo("1");

        rig.pull(0);
        assertThat(rig.tile(0, "DONE.gone").locator(".number").textContent()).isEqualTo(numbers.get(0));
        rig.plug(0, SECOND + 0x100, "");
        rig.tile(0, "DONE:not(.gone)");
        assertThat(noted("window.left")).as("time left, while it ran").anyMatch(left -> left.matches("\\d+ s left"));

        rig.tab.press("Finish sheet");
        rig.tab.answer("Finish sheet");
        rig.tab.sees(".toast", "Ready: demo-0001.pdf");
        assertThat(SheetReader.names(rig.demo().sheets().resolve("demo-0001.pdf")))
                .hasSize(3)
                .contains(FIRST_NAME);
        ReadPdf sheet = ReadPdf.of(rig.demo().sheets().resolve("demo-0001.pdf"));
        assertThat(sheet.scaling()).isEqualTo("None");
        assertThat(sheet.words())
                .containsPattern("Sheet demo-0001 \u00b7 demo \u00b7 " + DAY + TIME + " to (" + DAY + ")?" + TIME
                        + " \u00b7 twomes-hello_ESP32DEV_v3\\.0\\.0\\.zip \u00b7 positions 1 to 3 \\(3 labels\\)");
        rig.tab.open("units", "#list table");
        everySearchFindsItsUnits();
        theRecordsTellIt();
        nothingWentWrong();
    }

    private List<String> noted(String script) {
        return ((List<?>) rig.tab.page().evaluate(script))
                .stream().map(String::valueOf).toList();
    }

    private void everySearchFindsItsUnits() {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES);
        String first = StationOnRig.mac(FIRST);
        String failed = StationOnRig.mac(SECOND);
        String third = StationOnRig.mac(THIRD);
        String last = StationOnRig.mac(SECOND + 0x100);
        search(Map.of(), first, failed, third, last);
        search(Map.of("text", "mes-d3ad"), first);
        search(Map.of("text", failed.toUpperCase(Locale.ROOT)), failed);
        search(Map.of("text", third.replace(":", "")), third);
        search(Map.of("slot", "A1"), first, last);
        search(Map.of("slot", "B2"));
        search(Map.of("state", "FAILED"), failed);
        search(Map.of("state", "LABELLED", "slot", "B1"), third);
        search(
                Map.of(
                        "from",
                        now.minusHours(1).toString(),
                        "to",
                        now.plusHours(1).toString()),
                first,
                failed,
                third,
                last);
        search(Map.of("from", now.plusHours(1).toString()));
        search(Map.of("to", now.minusHours(1).toString()));
    }

    /** Fills in the search and presses its button; exactly the units with these MACs must be found. */
    private void search(Map<String, String> fields, String... macs) {
        for (String field : List.of("text", "slot", "from", "to")) {
            rig.tab.find("#" + field).fill(fields.getOrDefault(field, ""));
        }
        rig.tab.find("#state").selectOption(fields.getOrDefault("state", ""));
        rig.tab.press("Search");
        rig.tab.page().waitForFunction(FOUND, Stream.of(macs).sorted().toList());
        rig.tab.sees("#found", macs.length + (macs.length == 1 ? " unit" : " units"));
    }

    private void theRecordsTellIt() {
        rig.tab.open("units", "#list table");
        rig.tab.find("#text").fill("d3ad48");
        rig.tab.press("Search");
        rig.tab.sees("#found", "1 unit");
        rig.tab.find("#list a").click();
        rig.tab.sees("h2", FIRST_NAME);
        assertThat(rig.tab.find(".timeline li b").allTextContents())
                .containsExactly(
                        "detected", "connected", "programmed", "verified", "identified", "registered", "labelled");
        rig.tab.find("summary").click();
        String log = rig.tab.sees("pre", "cpu_start").textContent();
        String token = rig.demo().backOffice().devices().stream()
                .filter(device -> device.name().equals(FIRST_NAME))
                .findFirst()
                .orElseThrow()
                .token()
                .reveal();
        assertThat(log).contains(FIRST_NAME, "\"pop\":******").doesNotContain(token);
        assertThat(rig.tab.page().content()).doesNotContain(token).contains("demo-0001");

        rig.tab.open("shift", "#hours canvas");
        assertThat(rig.tab.find("#cards b").allTextContents()).contains("3", "75 %", "0");
        rig.tab.sees("#failures", "BROWN_OUT");
        rig.tab.open("sheets", ".preview");
        rig.tab.sees("#list", "Released");
        rig.tab.page().waitForFunction("() => document.querySelector('.preview').naturalWidth > 100");
    }

    @Test
    void aRestartIsShownAndSurvived() throws Exception {
        rig.plug(0, FIRST, "");
        rig.tile(0, "DONE");
        rig.tab.page().evaluate("window.same = true");
        rig.stop();
        rig.tab.sees("#stale", "No contact with the station");
        rig.tab.sees("#link", "No contact");
        assertThat(rig.tab.find("#stale").getAttribute("role")).isEqualTo("alert");

        rig.startAgain();
        rig.tab.sees("#link", "Live");
        assertThat(rig.tab.find("#stale").isVisible()).isFalse();
        assertThat(rig.tab.page().evaluate("window.same"))
                .as("not loaded again")
                .isEqualTo(true);
        rig.plug(1, SECOND, "");
        assertThat(rig.tile(1, "DONE").locator(".number").textContent()).isEqualTo("2");
        rig.tab.press("Stop taking boards");
        rig.tab.answer("Stop");
        rig.tab.sees("#paused", "Takes no boards");
        assertThat(rig.demo().station().line().taking()).isFalse();
        assertThat(rig.tab.abroad()).isEmpty();
    }

    @Test
    void identifyReadsABoardAndChangesNothing() {
        rig.plug(0, FIRST, "");
        rig.tile(0, "DONE");
        byte[] before = rig.demo().rig().flash(BoardModel.usual(FIRST).mac());
        rig.tab.press("Identify boards");
        rig.tab.sees(".mode", "press a slot to read its board");
        rig.tab.find(".tile.DONE").focus();
        rig.tab.page().keyboard().press("Enter");
        assertIsFirst(rig.tile(0, "READ"));

        rig.tab.press("Stop taking boards");
        rig.tab.answer("Stop");
        rig.tab.sees("#paused", "Takes no boards");
        rig.pull(0);
        rig.plug(3, FIRST, "");
        assertIsFirst(rig.tile(3, "READ"));
        assertThat(rig.demo().rig().flash(BoardModel.usual(FIRST).mac())).isEqualTo(before);
        assertThat(rig.audit())
                .containsExactly("local: identify board B2", "local: stop taking boards", "local: identify board A1");
        nothingWentWrong();
    }

    private static void assertIsFirst(Locator tile) {
        assertThat(tile.locator(".unit").textContent()).isEqualTo(FIRST_NAME);
        assertThat(tile.locator(".main").textContent()).isEqualTo("labelled");
        assertThat(tile.locator(".number").textContent()).isEqualTo("1");
        assertThat(tile.locator(".sheet").textContent()).isEqualTo("sheet demo-0001");
    }

    @Test
    void healthFindingsAreShownAboveTheSlots() {
        rig.demo().backOffice().trouble(FakeBackOffice.Trouble.REFUSES_TOKEN);
        rig.plug(0, FIRST, "");
        assertThat(rig.tile(0, "REMOVE_ME").locator(".main").textContent())
                .isEqualTo("Pull the board; its label follows");
        rig.tab.sees("#health", "admin token");
        assertThat(rig.demo().station().ledger().outbox().waiting()).isEqualTo(1);
        nothingWentWrong();
    }
}
