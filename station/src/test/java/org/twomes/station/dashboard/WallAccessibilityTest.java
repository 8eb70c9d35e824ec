package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;

/** The line for those who hear it, and for those who walk through it by keys. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class WallAccessibilityTest {
    private static final int SLOTS = 11;
    private static final int MOST_SPOKEN = 20;
    /** Three tiles in a row, whatever the window's size: groups of eight and three, the first one's last row is short. */
    private static final String THREE_COLUMNS = "() => { const sheet = new CSSStyleSheet();"
            + " sheet.replaceSync('.slots { grid-template-columns: repeat(3, 200px) !important }');"
            + " document.adoptedStyleSheets = [sheet]; }";

    private TestDashboard dashboard;
    private Tab tab;

    @BeforeEach
    void open(Browser browser) throws Exception {
        dashboard = new TestDashboard(SLOTS);
        tab = browser.tab(dashboard.at("/").toString(), 1366, 768);
        tab.open("", ".tile");
        tab.sees("#link", "Live");
        tab.page().waitForFunction("count => document.querySelectorAll('.tile').length === count", SLOTS);
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints()).isEmpty();
        tab.close();
        dashboard.close();
    }

    private void fail(int slot) {
        dashboard.line.ended(slot, SlotPhase.FAILED, UnitState.CONNECTED, FaultCode.NO_REPLY, "7 resets");
    }

    private List<String> spoken() {
        return tab.find("#spoken[role=log][aria-live=polite] p").allTextContents();
    }

    @Test
    void everyFailureOfMoreThanOneAtOnceIsSaid() {
        fail(0);
        fail(1);
        dashboard.line.done(2, "line-1-0007", 17);
        tab.page().waitForFunction("() => document.querySelectorAll('#spoken p').length === 3");
        assertThat(spoken())
                .containsExactlyInAnyOrder(
                        "Slot A1: Failed. " + FaultCode.NO_REPLY.sentence(),
                        "Slot A2: Failed. " + FaultCode.NO_REPLY.sentence(),
                        "Slot A3: Done, sheet line-1-0007, place 17. ");
        assertThat(tab.barriers()).isEmpty();
    }

    @Test
    void whatWasSaidLongAgoIsForgotten() {
        for (int place = 1; place <= MOST_SPOKEN + 1; place++) {
            dashboard.line.running(0, UnitState.PROGRAMMED, "writing", 0.5, 10);
            tab.find(".tile.RUNNING").waitFor();
            dashboard.line.done(0, "line-1-0007", place);
            tab.sees(".tile.DONE .number", String.valueOf(place));
        }
        assertThat(spoken()).hasSize(MOST_SPOKEN).first().asString().contains("place 2.");
        assertThat(spoken()).last().asString().contains("place " + (MOST_SPOKEN + 1) + ".");
    }

    @Test
    void arrowKeysGoWhereTheEyeGoes() {
        tab.page().evaluate(THREE_COLUMNS);
        tab.find(".tile").first().focus();
        assertThat(steps("Down", "Down", "Down", "Down")).containsExactly("A4", "A7", "B1", "B1");
        assertThat(steps("Right", "Right", "Up", "Up", "Up", "Up")).containsExactly("B2", "B3", "A8", "A5", "A2", "A2");
        assertThat(steps("Right", "Right", "Left")).containsExactly("A3", "A4", "A3");
        assertThat(steps("Down", "Down", "Down")).containsExactly("A6", "A8", "B2");
    }

    /** The slots that have the focus after each of these keys. */
    private List<String> steps(String... keys) {
        return Arrays.stream(keys)
                .map(key -> {
                    tab.page().keyboard().press("Arrow" + key);
                    return tab.find(".tile:focus .slot").textContent();
                })
                .toList();
    }
}
