package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How an open page keeps in contact with the station, and finds it again. */
@ExtendWith(OneBrowser.class)
class ContactTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** So many looks of the page at its contact, less than an answer may take. */
    private static final int LOOKS = 4;
    /** Remembers every event stream, and counts how often the page looks whether it hears the station. */
    private static final String WATCH = "window.streams = []; window.looks = 0;"
            + " const Own = EventSource; window.EventSource = class extends Own {"
            + "  constructor(address) { super(address); window.streams.push(this); } };"
            + " const every = window.setInterval; window.setInterval = (look, ms) => every("
            + "  () => { if (ms === 500) window.looks++; look(); }, ms);";

    private static final String OPEN =
            "() => window.streams.filter(one => one.readyState !== EventSource.CLOSED).length";

    private Shop shop;
    private Tab tab;

    @BeforeEach
    void open(Browser browser) throws Exception {
        shop = new Shop(4);
        tab = browser.tab(shop.at("/").toString(), 1366, 768);
        tab.page().addInitScript(WATCH);
        tab.open("", ".tile");
        tab.sees("#link", "Live");
    }

    @AfterEach
    void close() {
        tab.close();
        shop.close();
    }

    @Test
    void aStationThatDoesNotSayWhoLooksIsAskedOnceAtATimeAndHeardByOneStream() throws Exception {
        List<Route> unanswered = new ArrayList<>();
        tab.page().route("**/api/me", unanswered::add);
        shop.door().close();
        tab.sees("#link", "No contact");
        tab.page().waitForCondition(() -> !unanswered.isEmpty());
        tab.page()
                .waitForFunction(
                        "looks => window.looks >= looks", (Integer) tab.page().evaluate("window.looks") + LOOKS);
        assertThat(unanswered).hasSize(1);

        shop.restart();
        tab.sees("#link", "Live");
        assertThat((Integer) tab.page().evaluate(OPEN)).isEqualTo(1);
        await().atMost(SOON).until(() -> shop.door().livePages() == 1);
    }
}
