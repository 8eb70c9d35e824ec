package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.pipeline.Health;
import org.twomes.station.pipeline.SlotPhase;

/** Axe finds nothing serious, whatever the line shows and on whichever page. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class BarriersTest {
    private static final int SLOTS = 16;

    private TestDashboard dashboard;
    private Tab tab;

    @BeforeEach
    void open(Browser browser) throws Exception {
        dashboard = new TestDashboard(SLOTS);
        tab = browser.tab(dashboard.at("/").toString(), 1366, 768);
    }

    @AfterEach
    void close() {
        tab.close();
        dashboard.close();
    }

    private void noBarrier(String state) {
        assertThat(tab.barriers()).as(state).isEmpty();
    }

    @Test
    void theFloorHasNoneInAnyState() {
        tab.open("", ".tile.EMPTY");
        tab.sees("#link", "Live");
        noBarrier("every slot empty");

        BusyLineControl.fill(dashboard.line);
        for (SlotPhase phase : SlotPhase.values()) {
            tab.find(".tile." + phase).first().waitFor();
        }
        noBarrier("every light at once");
        theParticularsHaveNone();
        askedFirst();
        theFloorStopped();
        boardsAreRead();

        dashboard.server().close();
        tab.sees("#stale", "No contact with the station");
        noBarrier("stale");
    }

    private void theParticularsHaveNone() {
        for (SlotPhase phase : List.of(SlotPhase.FAILED, SlotPhase.HELD, SlotPhase.OPERATOR)) {
            tab.find(".tile." + phase).first().click();
            tab.sees("dialog", "Since");
            noBarrier("particulars of a slot that is " + phase);
            tab.answer("Close");
        }
    }

    private void askedFirst() {
        tab.press("Run failed ones again");
        tab.sees("dialog.confirm", "once more?");
        noBarrier("asked before an action");
        tab.answer("Run");
        tab.find(".toast").first().waitFor();
        noBarrier("told what was done");
    }

    private void theFloorStopped() {
        dashboard.findings = List.of(new Health.Finding("back office", "refuses the admin token", "renew the token"));
        tab.press("Stop taking boards");
        tab.answer("Stop");
        tab.sees("#paused", "Takes no boards");
        tab.sees("#health", "admin token");
        noBarrier("stopped, with a trouble of the station");
    }

    private void boardsAreRead() {
        tab.press("Identify boards");
        tab.sees(".mode", "press a slot to read its board");
        tab.find(".tile[data-slot='" + dashboard.line.path(1) + "']").click();
        tab.find(".tile.READ").waitFor();
        noBarrier("a board was read");
    }

    @Test
    void theWallHasNone() {
        tab.open("#wall", ".wall .tile.EMPTY");
        noBarrier("wall, idle");
        BusyLineControl.fill(dashboard.line);
        tab.find(".tile.UNUSABLE").waitFor();
        noBarrier("wall, busy");
    }

    @Test
    void noOtherPageHasOne() {
        String[][] empty = {{"shift", "#cards section"}, {"sheets", "#list"}};
        for (String[] page : empty) {
            tab.open(page[0], page[1]);
            noBarrier(page[0] + " without any record");
        }
        new PastShift(dashboard.ledger, 7).work(40, dashboard.clock.instant(), Duration.ofSeconds(120));
        dashboard.ledger.new Reads().audit("sue", "flush sheet", "line-1-0001", dashboard.clock.instant());
        String[][] pages = {
            {"shift", "#hours canvas"},
            {"units", "#list table"},
            {"unit?id=3", ".timeline"},
            {"unit?id=999", "[role=alert]"},
            {"sheets?number=line-1-0001", "#sheet table"},
            {"audit", "#list table"},
            {"login", "#login"}
        };
        for (String[] page : pages) {
            tab.open(page[0], page[1]);
            noBarrier(page[0]);
        }
        tab.open("unit?id=3", ".timeline");
        tab.find("summary").first().click();
        tab.sees("pre", "token: ******");
        tab.press("Reprint label");
        tab.sees("dialog.confirm", "counted");
        noBarrier("unit, boot log and question open");
        tab.open("shift", "#hours canvas");
        tab.press("Change firmware");
        tab.sees("dialog", "Firmware for the next boards");
        noBarrier("shift, choice of firmware open");
    }
}
