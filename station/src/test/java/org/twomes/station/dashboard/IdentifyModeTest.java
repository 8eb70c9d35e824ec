package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.pipeline.SlotPhase;

/** Boards are read where they are plugged, and the line goes on afterwards. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class IdentifyModeTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String STOP = "Stop taking boards meanwhile";
    private static final String STOPPED = "takes no boards until you end this mode";

    private TestDashboard dashboard;
    private Tab tab;

    @BeforeEach
    void open(Browser browser) throws Exception {
        dashboard = new TestDashboard(4);
        tab = browser.tab(dashboard.at("/").toString(), 1366, 768);
        tab.open("", ".tile");
        tab.sees("#link", "Live");
        tab.press("Identify boards");
        tab.sees(".mode", "A board that you plug now is still prepared");
        assertThat(tab.barriers()).isEmpty();
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints()).isEmpty();
        tab.close();
        dashboard.close();
    }

    @Test
    void whatIsPluggedIsReadOnceTheLineIsStoppedFromTheMode() {
        tab.press(STOP);
        tab.sees("#read-only-on", STOPPED);
        tab.sees("#paused", "Takes no boards");
        tab.sees(".mode", "plug a board, or press a slot");
        assertThat(dashboard.line.taking()).isFalse();
        dashboard.line.simple(1, SlotPhase.EMPTY, "");
        assertThat(tab.sees(".tile.READ", "labelled").locator(".number").textContent())
                .isEqualTo("42");

        tab.press("Identify boards");
        tab.find("#paused").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        await().atMost(SOON).until(dashboard.line::taking);
        assertThat(dashboard.ledger.audit)
                .extracting(line -> line.action())
                .containsExactly("take boards", "identify board", "stop taking boards");
    }

    @Test
    void aLineThatStoodStillBeforeStaysSo() {
        tab.press("Stop taking boards");
        tab.answer("Stop");
        tab.sees("#paused", "Takes no boards");
        assertThat(tab.find("#read-only-on").isVisible()).isFalse();
        tab.press("Identify boards");
        tab.sees("#identify[aria-pressed=false]", "Identify");
        tab.press("Identify boards");
        tab.sees("#paused", "Takes no boards");
        assertThat(dashboard.line.taking()).isFalse();
        assertThat(dashboard.ledger.audit).extracting(line -> line.action()).containsExactly("stop taking boards");
    }
}
