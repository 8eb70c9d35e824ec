package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.Health;
import org.twomes.station.pipeline.SlotPhase;

/** Tiles stay where they are whatever the station says, and no text of the page stands over another, on every screen. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class StillTilesTest {
    private static final int SLOTS = 64;
    private static final int[][] SIZES = {{390, 844}, {768, 1024}, {1024, 768}, {1366, 768}, {1920, 1080}, {3840, 2160}
    };
    /** What a person may use with a finger or hold close: text below 11 px is for nobody there. */
    private static final double LEAST_TEXT_PX = 11;

    private static final double LEAST_TOUCH_PX = 44;

    private static final String PLACES = "() => [...document.querySelectorAll('.tile')].map(tile => {"
            + " const box = tile.getBoundingClientRect();"
            + " return [box.left, box.top + scrollY, box.width, box.height].map(Math.round).join(); }).join(' ')";

    /**
     * Boxes of the ink, as far as the elements around them let it be seen: a letter's own box also has the space above
     * capitals (17 % of it) and below the base line (20 %), where a number has nothing.
     */
    private static final String BOXES = "const boxes = () => {"
            + " const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const found = [];"
            + " for (let node = walker.nextNode(); node; node = walker.nextNode()) {"
            + "  const at = node.parentElement;"
            + "  if (!node.data.trim() || at.closest('.unseen, #toasts, script') || !at.checkVisibility({visibilityProperty: true})) continue;"
            + "  const range = document.createRange(); range.selectNodeContents(node);"
            + "  for (const whole of range.getClientRects()) {"
            + "   const high = whole.height; const inkTop = whole.top + 0.17 * high;"
            + "   const inkBottom = whole.bottom - (/^\\d+$/.test(node.data) ? 0.2 : 0.03) * high;"
            + "   let {left, right} = whole; let top = inkTop, bottom = inkBottom;"
            + "   for (let up = at; up; up = up.parentElement) { if (getComputedStyle(up).overflow === 'visible') continue;"
            + "    const clip = up.getBoundingClientRect(); left = Math.max(left, clip.left); right = Math.min(right, clip.right);"
            + "    top = Math.max(top, clip.top); bottom = Math.min(bottom, clip.bottom); }"
            + "   const cut = whole.left < left - 1 || whole.right > right + 1 || inkTop < top - 1 || inkBottom > bottom + 1;"
            + "   if (right - left > 1 && bottom - top > 1) found.push({left, top, right, bottom, cut, at, node, text: node.data.trim()}); } }"
            + " return found; };";

    private static final String OVER = "() => { " + BOXES + " const all = boxes(); const over = [];"
            // The wall's tools lie over the tiles, which do not shine through.
            + " const lies = box => Boolean(box.at.closest('.wall .tools'));"
            + " all.forEach((a, i) => all.slice(i + 1).forEach(b => {"
            + "  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);"
            + "  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);"
            + "  if (a.node !== b.node && lies(a) === lies(b) && across > 1 && down > 1) over.push(a.text + ' | ' + b.text); }));"
            + " return over.concat(all.filter(box => box.cut && box.at.closest('.tile')).map(box => 'cut: ' + box.text)); }";

    private static final String SMALLEST = "() => { " + BOXES
            + " return Math.min(...boxes().map(box => parseFloat(getComputedStyle(box.at).fontSize))); }";

    private static final String SMALL_TARGETS = "() => [...document.querySelectorAll('button, a[href], input, select')]"
            + ".filter(at => at.checkVisibility({visibilityProperty: true}) && !at.closest('.unseen'))"
            + ".filter(at => { const box = at.getBoundingClientRect(); return Math.min(box.width, box.height) < "
            + LEAST_TOUCH_PX + " - 0.5; }).map(at => at.textContent || at.id)";

    private TestDashboard dashboard;

    @BeforeEach
    void open() throws Exception {
        dashboard = new TestDashboard(SLOTS);
    }

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void noTextStandsOverAnotherAndNoneIsCutInAnyState(Browser browser) {
        noTextStandsOverAnother(browser);
    }

    @Test
    void norDoesAnyInDutch(Browser browser) throws Exception {
        dashboard.close();
        dashboard = new TestDashboard(SLOTS, Map.of("station.language", "nl"));
        noTextStandsOverAnother(browser);
    }

    private void noTextStandsOverAnother(Browser browser) {
        fillWithEveryState();
        try (Tab tab = browser.tab(dashboard.at("/").toString(), SIZES[0][0], SIZES[0][1])) {
            for (String hash : List.of("", "#wall")) {
                tab.open("login", "#login");
                tab.open(hash, ".tile.UNUSABLE");
                tab.sees("#health", "admin token");
                for (int[] size : SIZES) {
                    readable(tab, size, "at " + size[0] + hash);
                }
            }
            tab.find("#health-all").click();
            tab.sees("dialog", "renew the token");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    /** Every way in which a tile can look, one with a label beside bad news and one with the longest of texts among them. */
    private void fillWithEveryState() {
        BusyLineControl.fill(dashboard.line);
        for (int slot : new int[] {3, 5, 6, 8, 13}) {
            dashboard.line.pull(slot);
        }
        FaultCode[] codes = FaultCode.values();
        for (int i = 0; i < codes.length && 16 + i < SLOTS; i++) {
            SlotPhase phase = i % 3 == 2 ? SlotPhase.HELD : SlotPhase.FAILED;
            dashboard.line.ended(16 + i, phase, UnitState.PROGRAMMED, codes[i], "");
        }
        dashboard.findings = List.of(
                new Health.Finding("back office", "refuses the admin token", "renew the token"),
                new Health.Finding("disk", "has 12 MB left", "free space"));
    }

    private void readable(Tab tab, int[] size, String where) {
        Page page = tab.page();
        page.setViewportSize(size[0], size[1]);
        tab.find("#identify").evaluate("button => button.click()");
        tab.find(".tile[data-slot='" + dashboard.line.path(1) + "']").evaluate("tile => tile.click()");
        tab.find(".tile.READ").waitFor();
        settled(page);
        assertThat((List<?>) page.evaluate(OVER)).as("identifying " + where).isEmpty();
        assertThat(tab.find(".tile.READ .unit").textContent()).isEqualTo(FakeLineControl.name(1));
        tab.find("#identify").evaluate("button => button.click()");
        settled(page);
        assertThat((List<?>) page.evaluate(OVER)).as(where).isEmpty();
        assertThat(((Number) page.evaluate(SMALLEST)).doubleValue())
                .as("smallest text " + where)
                .isGreaterThanOrEqualTo(LEAST_TEXT_PX);
        assertThat((List<?>) page.evaluate(SMALL_TARGETS))
                .as("targets " + where)
                .isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width " + where)
                .isLessThanOrEqualTo(size[0]);
    }

    /** The layout follows a change of the window or the texts in the next frame. */
    private static void settled(Page page) {
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    @Test
    void tilesStayWhereTheyAreWhateverTheStationSays(Browser browser) {
        try (Tab tab = browser.tab(dashboard.at("/").toString(), 1366, 768)) {
            tab.open("", ".tile.EMPTY");
            tab.sees("#link", "Live");
            tab.page().waitForFunction("count => document.querySelectorAll('.tile').length === count", SLOTS);
            settled(tab.page());
            List<String> empty = places(tab);
            fillWithEveryState();
            tab.find(".tile.UNUSABLE").first().waitFor();
            tab.sees("#health", "admin token");
            assertThat(places(tab)).as("every state, and a finding").isEqualTo(empty);
            tab.press("Stop taking boards");
            tab.answer("Stop");
            tab.sees("#paused", "Takes no boards");
            assertThat(places(tab)).as("paused").isEqualTo(empty);
            tab.press("Identify boards");
            tab.sees(".mode", "read its board");
            assertThat(places(tab)).as("identifying").isEqualTo(empty);
            tab.press("Identify boards");
            dashboard.server().close();
            tab.sees("#stale", "No contact with the station");
            assertThat(places(tab)).as("no contact").isEqualTo(empty);
        }
    }

    /** Where all tiles are, on a phone, a tablet, a desk's and a wall's screen. */
    private static List<String> places(Tab tab) {
        return List.of(SIZES[0], SIZES[2], SIZES[4], SIZES[3]).stream()
                .map(size -> {
                    tab.page().setViewportSize(size[0], size[1]);
                    settled(tab.page());
                    return String.valueOf(tab.page().evaluate(PLACES));
                })
                .toList();
    }

    @Test
    void aFourKScreenShowsTheHeaderTwiceAsLarge(Browser browser) {
        try (Tab tab = browser.tab(dashboard.at("/").toString(), 1920, 1080)) {
            tab.open("#wall", ".tile.EMPTY");
            for (String part : List.of("#station", "#time", "#count-failed", ".tile .slot")) {
                tab.page().setViewportSize(1920, 1080);
                settled(tab.page());
                double usual = height(tab, part);
                tab.page().setViewportSize(3840, 2160);
                settled(tab.page());
                assertThat(height(tab, part) / usual).as(part).isBetween(1.9, 2.1);
            }
        }
    }

    private static double height(Tab tab, String selector) {
        return Double.parseDouble(tab.find(selector)
                .first()
                .evaluate("part => parseFloat(getComputedStyle(part).fontSize)")
                .toString());
    }

    @Test
    void aPulledFailedBoardLeavesAFreeSlotThatIsNotCounted(Browser browser) {
        try (Tab tab = browser.tab(dashboard.at("/").toString(), 1366, 768)) {
            tab.open("", ".tile.EMPTY");
            tab.sees("#link", "Live");
            dashboard.line.ended(0, SlotPhase.FAILED, UnitState.CONNECTED, FaultCode.NO_REPLY, "7 resets");
            tab.sees("#count-failed", "1");
            Object failed = background(tab);
            dashboard.line.pull(0);
            tab.sees(".tile.FAILED.gone .main", "Free: plug the next board");
            tab.sees("#count-failed", "0");
            assertThat(background(tab)).as("dim").isNotEqualTo(failed);
            tab.find(".tile.gone").click();
            assertThat(tab.find("dialog .do").textContent()).isEqualTo("Plug the next board.");
            assertThat(tab.find("dialog button.primary").allTextContents()).containsExactly("Close");
        }
    }

    private static Object background(Tab tab) {
        return tab.find(".tile.FAILED").evaluate("tile => getComputedStyle(tile).backgroundColor");
    }

    @Test
    void theDialogOfAFailedBoardSaysFirstWhatToDo(Browser browser) {
        dashboard.line.ended(0, SlotPhase.FAILED, UnitState.CONNECTED, FaultCode.NO_REPLY, "7 resets");
        try (Tab tab = browser.tab(dashboard.at("/").toString(), 390, 844)) {
            tab.open("", ".tile.FAILED").find(".tile.FAILED").click();
            assertThat(tab.find("dialog p").first().textContent()).isEqualTo(FaultCode.NO_REPLY.remedy());
            assertThat(tab.find("dialog button.primary").allTextContents()).containsExactly("Run again");
            assertThat((List<?>) tab.page().evaluate(SMALL_TARGETS)).isEmpty();
        }
    }
}
