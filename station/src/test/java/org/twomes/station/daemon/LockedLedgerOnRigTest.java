package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.dashboard.Browser;
import org.twomes.station.dashboard.Contact;
import org.twomes.station.dashboard.OneBrowser;

/** Another program holds the ledger's file: the dashboard says so, and stays connected all the while. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class LockedLedgerOnRigTest {
    private static final int BOARD = 0xD3AD48;
    /** So many beats take longer than a look at a locked ledger, and than a page waits for a beat. */
    private static final int BEATS = 6;

    @TempDir
    Path folder;

    @Test
    void theDashboardShowsTheFaultAndStaysConnected(Browser browser) throws Exception {
        try (OnRig rig = new OnRig(folder, browser)) {
            Contact contact = Contact.watch(rig.tab);
            rig.tab.open("", ".tile");
            rig.tab.sees("#link", "Live");
            try (LedgerHolder other = new LedgerHolder(folder.resolve("ledger.sqlite"))) {
                assertThat(other).isNotNull();
                rig.plug(0, BOARD, "");
                assertThat(rig.tile(0, "FAILED").locator(".note").textContent()).startsWith("LEDGER_LOCKED");
                rig.tab.sees("#health", "end the other program");
                contact.awaitBeats(BEATS);
                assertThat(rig.tab.find("#health").textContent()).contains("end the other program");
                assertThat(contact.losses()).isZero();
            }
            rig.tab.page().waitForFunction("() => document.getElementById('health').hidden");
            rig.onSlot(0, "Run again");
            rig.tab.answer("Run again");
            rig.tile(0, "DONE");
            assertThat(contact.losses()).isZero();
        }
    }
}
