package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.FailureCode;
import org.twomes.station.pipeline.SlotPhase;

/** The floor on the wall, in Chromium. */
class WallTest {
    private static final String COUNT_TONES = "window.tones = 0; const make = AudioContext.prototype.createOscillator;"
            + " AudioContext.prototype.createOscillator = function () { window.tones++; return make.call(this); };";

    private Shop shop;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(64);
        browser = new Browser();
    }

    @AfterEach
    void close() {
        browser.close();
        shop.close();
    }

    @Test
    void aFailureSoundsOnceSomebodyTurnedTheSoundOn() {
        try (Tab tab = browser.tab(shop.at("/").toString(), 1366, 768)) {
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
        shop.floor.running(slot, UnitState.PROGRAMMED, "writing", 0.5, 10);
        tab.find(".tile.RUNNING").waitFor();
        shop.floor.ended(slot, SlotPhase.FAILED, UnitState.PROGRAMMED, FailureCode.LINE_NOISE, "");
        tab.find(".tile.FAILED[data-slot='" + shop.floor.path(slot) + "']").waitFor();
    }

    private static int tones(Tab tab) {
        return (Integer) tab.page().evaluate("window.tones");
    }
}
