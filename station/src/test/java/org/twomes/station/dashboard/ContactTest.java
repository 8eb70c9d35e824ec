package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.pipeline.Health;

/** How an open page keeps in contact with the station, and finds it again. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class ContactTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** So many looks of the page at its contact, less than an answer may take. */
    private static final int LOOKS = 4;
    /** So many beats take longer than a page waits for one. */
    private static final int BEATS = 4;

    private TestDashboard dashboard;
    private Tab tab;
    private Contact contact;

    @BeforeEach
    void open(Browser browser) throws Exception {
        dashboard = new TestDashboard(4);
        tab = browser.tab(dashboard.at("/").toString(), 1366, 768);
        contact = Contact.watch(tab);
        tab.open("", ".tile");
        tab.sees("#link", "Live");
    }

    @AfterEach
    void close() {
        tab.close();
        dashboard.close();
    }

    @Test
    void aStationThatDoesNotSayWhoLooksIsAskedOnceAtATimeAndHeardByOneStream() throws Exception {
        List<Route> unanswered = new ArrayList<>();
        tab.page().route("**/api/me", unanswered::add);
        dashboard.server().close();
        tab.sees("#link", "No contact");
        tab.page().waitForCondition(() -> !unanswered.isEmpty());
        contact.awaitLooks(LOOKS);
        assertThat(unanswered).hasSize(1);

        dashboard.restart();
        tab.sees("#link", "Live");
        assertThat(contact.streams()).isEqualTo(1);
        await().atMost(SOON).until(() -> dashboard.server().livePages() == 1);
    }

    @Test
    void aLookAtTheStationsHealthThatHangsKeepsNoPageWaiting() {
        CountDownLatch hangs = new CountDownLatch(1);
        dashboard.hangs = hangs;
        try {
            contact.awaitBeats(BEATS);
            dashboard.line.done(0, "line-1-0007", 17);
            tab.find(".tile.DONE").waitFor();
            tab.sees("#health", "kept a look waiting");
            dashboard.line.done(1, "line-1-0007", 18);
            tab.sees(".tile.DONE .number", "18");
            assertThat(contact.losses()).isZero();
            dashboard.findings = List.of(new Health.Finding("ledger", "the disk is full", "make room"));
        } finally {
            hangs.countDown();
        }
        tab.sees("#health", "the disk is full");
        assertThat(contact.losses()).isZero();
    }
}
