package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;

/** A tile's words can be read whole: of a failure its sentence and remedy, of a run how far it is, of a roll its running number. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class TileTextsTest {
    private static final Pattern SECONDS_LEFT = Pattern.compile("(\\d+) s left");
    private static final String CUT = "() => [...document.querySelectorAll('.tile')].filter(tile => {"
            + " const words = tile.querySelector('.words'); return words.offsetHeight > words.parentNode.clientHeight; })"
            + ".map(tile => tile.textContent)";

    @Test
    void noSentenceIsCutOff(Browser browser) throws Exception {
        FaultCode[] codes = FaultCode.allShown().toArray(FaultCode[]::new);
        try (TestDashboard dashboard = new TestDashboard(codes.length + 1)) {
            for (int i = 0; i < codes.length; i++) {
                dashboard.line.ended(i, SlotPhase.FAILED, UnitState.PROGRAMMED, codes[i], "");
            }
            dashboard.line.done(codes.length, "roll-1-0012", 1);
            for (int[] size : new int[][] {{1920, 1080}, {1366, 768}, {1024, 768}, {768, 1024}}) {
                try (Tab tab = browser.tab(dashboard.at("/").toString(), size[0], size[1])) {
                    tab.open("", ".tile.FAILED");
                    tab.sees(".tile", codes[codes.length - 1].sentence());
                    assertThat(tab.find(".tile.DONE .number").textContent()).isEqualTo("12");
                    assertThat(tab.find(".tile.DONE .sheet").textContent()).isEqualTo("roll roll-1-0012");
                    tab.page().waitForFunction("() => (" + CUT + ")().length === 0");
                    assertThat(tab.find(".tile.s5 .main").count())
                            .as("sentences left out at %d", size[0])
                            .isZero();
                    assertThat((List<?>) tab.page().evaluate(CUT))
                            .as("at %d", size[0])
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void aRunSaysItsStageItsProgressAndHowLongItStillTakes(Browser browser) throws Exception {
        try (TestDashboard dashboard = new TestDashboard(2);
                Tab tab = browser.tab(dashboard.at("/").toString(), 1366, 768)) {
            tab.open("", ".tile");
            tab.sees("#link", "Live");
            dashboard.line.running(0, UnitState.PROGRAMMED, "writing 0x10000", 0.62, 90);
            Locator tile = tab.sees(".tile.RUNNING", "Writing 0x10000");
            assertThat(tile.locator(".note").textContent()).isEqualTo("2/6 program");
            assertThat((Double) tile.locator("progress").evaluate("bar => bar.value"))
                    .isEqualTo(0.62);
            int left = left(tile.locator(".left").textContent());
            assertThat(left).isBetween(30, 90);
            tab.page()
                    .waitForFunction(
                            "said => !document.querySelector('.left').textContent.startsWith(said)", left + " ");
            assertThat(left(tile.locator(".left").textContent()))
                    .as("counted down")
                    .isLessThan(left);

            dashboard.line.done(0, "line-1-0007", 17);
            tab.find(".tile.DONE").waitFor();
            assertThat(tab.find(".tile.DONE .left").textContent()).isEmpty();
            assertThat(tab.find(".tile.DONE progress").isVisible()).isFalse();
        }
    }

    private static int left(String words) {
        Matcher seconds = SECONDS_LEFT.matcher(words);
        assertThat(seconds.matches()).as(words).isTrue();
        return Integer.parseInt(seconds.group(1));
    }
}
