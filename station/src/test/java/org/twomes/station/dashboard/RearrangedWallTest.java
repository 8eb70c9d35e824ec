package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An open line follows the configuration's list of slots. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class RearrangedWallTest {
    private static final String NAMES = "() => [...document.querySelectorAll('.group')]"
            + ".map(group => group.dataset.group + ': '"
            + " + [...group.querySelectorAll('.slot')].map(name => name.textContent).join(' ')).join(', ')";

    /** In one go: a change of the slot with this path, and a list of slots without it. */
    private static final String GONE = "async path => { const all = await (await fetch('api/slots')).json();"
            + " const tell = (event, data) => window.streams[0].dispatchEvent("
            + "  new MessageEvent(event, { data: JSON.stringify(data) }));"
            + " tell('slot', all.find(slot => slot.path === path));"
            + " tell('slots', all.filter(slot => slot.path !== path)); }";

    private TestDashboard dashboard;
    private Tab tab;

    @BeforeEach
    void open(Browser browser) throws Exception {
        dashboard = new TestDashboard(10);
        dashboard.line.done(0, "line-1-0007", 17);
        tab = browser.tab(dashboard.at("/").toString(), 1366, 768);
        Contact.watch(tab);
        tab.open("", ".tile.DONE");
        awaitNames("Hub A: A1 A2 A3 A4 A5 A6 A7 A8, Hub B: B1 B2");
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints()).isEmpty();
        tab.close();
        dashboard.close();
    }

    private void awaitNames(String names) {
        tab.page().waitForFunction("names => (" + NAMES + ")() === names", names);
    }

    @Test
    void slotsMoveAreRegroupedAndGo() {
        FakeLineControl line = dashboard.line;
        line.rearrange(List.of(
                line.called(9, "B2", "Hub B"), line.called(0, "Right", "Hub B"), line.called(1, "A2", "Hub A")));
        awaitNames("Hub B: B2 Right, Hub A: A2");
        assertThat(tab.sees(".tile.DONE", "Right").locator(".number").textContent())
                .isEqualTo("17");
        line.done(2, "line-1-0007", 18);
        tab.sees(".tile.DONE .number", "18");
    }

    @Test
    void aSlotThatGoesWhileItsChangeWaitsToBeDrawnHoldsUpNoOther() {
        tab.page().evaluate(GONE, dashboard.line.path(1));
        awaitNames("Hub A: A1 A3 A4 A5 A6 A7 A8, Hub B: B1 B2");
        dashboard.line.done(2, "line-1-0007", 18);
        tab.sees(".tile.DONE .number", "18");
    }
}
