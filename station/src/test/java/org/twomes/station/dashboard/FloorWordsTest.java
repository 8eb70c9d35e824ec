package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.FailureCode;
import org.twomes.station.pipeline.SlotPhase;

/** Whatever fails, its sentence and its mend can be read whole on the tile; a label of a roll shows its running number. */
class FloorWordsTest {
    private static final String CUT = "() => [...document.querySelectorAll('.tile')].filter(tile => {"
            + " const words = tile.querySelector('.words'); return words.offsetHeight > words.parentNode.clientHeight; })"
            + ".map(tile => tile.textContent)";

    @Test
    void noSentenceIsCutOff() throws Exception {
        FailureCode[] codes = FailureCode.values();
        try (Shop shop = new Shop(codes.length + 1);
                Browser browser = new Browser()) {
            for (int i = 0; i < codes.length; i++) {
                shop.floor.ended(i, SlotPhase.FAILED, UnitState.PROGRAMMED, codes[i], "");
            }
            shop.floor.done(codes.length, "roll-1-0012", 1);
            for (int[] size : new int[][] {{1920, 1080}, {1366, 768}, {1024, 768}, {768, 1024}}) {
                try (Tab tab = browser.tab(shop.at("/").toString(), size[0], size[1])) {
                    tab.open("", ".tile.FAILED");
                    tab.sees(".tile", codes[codes.length - 1].sentence());
                    assertThat(tab.find(".tile.DONE .number").textContent()).isEqualTo("12");
                    assertThat(tab.find(".tile.DONE .sheet").textContent()).isEqualTo("roll roll-1-0012");
                    tab.page().waitForFunction("() => (" + CUT + ")().length === 0");
                    assertThat((List<?>) tab.page().evaluate(CUT))
                            .as("at %d", size[0])
                            .isEmpty();
                }
            }
        }
    }
}
