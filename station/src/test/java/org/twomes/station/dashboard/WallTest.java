package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;

/** The line on the wall with 64 slots, and its sound, in Chromium. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class WallTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    /** Text below this height, in CSS pixels, is for nobody. */
    private static final double LEAST_TEXT_PX = 11;
    /** Parts of tiles that do not fit the tile, or whose text is cut off. */
    private static final String CUT = "() => [...document.querySelectorAll('.tile')].flatMap(tile => {"
            + " const box = tile.getBoundingClientRect();"
            + " return [...tile.querySelectorAll('.slot, .state, .number, .sheet, .main, .remedy, .unit')]"
            + "  .filter(part => part.textContent && part.offsetParent && part.getClientRects().length)"
            + "  .filter(part => { const own = part.getBoundingClientRect();"
            + "   return own.left < box.left || own.right > box.right || own.top < box.top || own.bottom > box.bottom"
            + "    || part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflow === 'hidden'; })"
            + "  .map(part => `${part.className}: ${part.textContent}`); })";

    private static final String SMALLEST = "names => Math.min(...[...document.querySelectorAll(names)]"
            + ".filter(part => part.textContent && part.getClientRects().length)"
            + ".map(part => parseFloat(getComputedStyle(part).fontSize)))";
    private static final String COUNT_TONES = "window.tones = 0; const make = AudioContext.prototype.createOscillator;"
            + " AudioContext.prototype.createOscillator = function () { window.tones++; return make.call(this); };";

    private TestDashboard dashboard;

    @BeforeEach
    void open() throws Exception {
        dashboard = new TestDashboard(64);
    }

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void sixtyFourSlotsFitTheWallAndCanBeReadThere(Browser browser) throws Exception {
        BusyLineControl.fill(dashboard.line);
        Files.createDirectories(PICTURES);
        for (int[] size : new int[][] {{1920, 1080}, {1366, 768}, {1024, 768}}) {
            try (Tab tab = browser.tab(dashboard.at("/").toString(), size[0], size[1])) {
                Page page = tab.open("#wall", ".wall .tile.DONE").page();
                page.waitForFunction("() => document.querySelectorAll('.tile').length === 64");
                page.waitForFunction("() => (" + CUT + ")().length === 0");
                page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("wall64-" + size[0] + ".png")));
                assertThat((List<?>) page.evaluate(CUT)).as("at %d", size[0]).isEmpty();
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(size[0]);
                assertThat(((Number) page.evaluate(SMALLEST, ".slot, .state, .number, .main")).doubleValue())
                        .as("smallest text at %d", size[0])
                        .isGreaterThanOrEqualTo(LEAST_TEXT_PX);
                assertThat(tab.complaints()).isEmpty();
                if (size[0] == 1920) {
                    assertThat((Integer) page.evaluate("document.documentElement.scrollHeight"))
                            .as("everything is in sight")
                            .isLessThanOrEqualTo(size[1]);
                }
            }
        }
    }

    @Test
    void aFailureSoundsOnceSomebodyTurnedTheSoundOn(Browser browser) {
        try (Tab tab = browser.tab(dashboard.at("/").toString(), 1366, 768)) {
            tab.page().addInitScript(COUNT_TONES);
            tab.open("", ".tile");
            tab.sees("#link", "Live");
            fail(tab, 0);
            assertThat(tones(tab)).isZero();
            tab.press("Sound");
            tab.page().waitForFunction("() => window.tones === 1");
            fail(tab, 1);
            tab.page().waitForFunction("() => window.tones === 2");
            tab.press("Sound");
            fail(tab, 2);
            assertThat(tones(tab)).isEqualTo(2);
        }
    }

    private void fail(Tab tab, int slot) {
        dashboard.line.running(slot, UnitState.PROGRAMMED, "writing", 0.5, 10);
        tab.find(".tile.RUNNING").waitFor();
        dashboard.line.ended(slot, SlotPhase.FAILED, UnitState.PROGRAMMED, FaultCode.LINE_NOISE, "");
        tab.find(".tile.FAILED[data-slot='" + dashboard.line.path(slot) + "']").waitFor();
    }

    private static int tones(Tab tab) {
        return (Integer) tab.page().evaluate("window.tones");
    }
}
