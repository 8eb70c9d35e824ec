package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;

/** An operator reads the floor, its dialogs and its questions in Dutch where the configuration says so. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class DutchTest {
    @Test
    void theFloorSpeaksDutch(Browser browser) throws Exception {
        try (TestDashboard dashboard = new TestDashboard(4, Map.of("station.language", "nl"));
                Tab tab = browser.tab(dashboard.at("/").toString(), 1366, 768)) {
            dashboard.line.ended(0, SlotPhase.FAILED, UnitState.CONNECTED, FaultCode.NO_REPLY, "7 resets");
            dashboard.line.running(1, UnitState.PROGRAMMED, "writing 0x10000", 0.5, 14);
            dashboard.line.done(2, "line-1-0007", 17);
            tab.open("", ".tile.FAILED");
            tab.sees("#link", "Live");
            tab.sees(".tile.FAILED", "Het bordje geeft geen antwoord.");
            tab.sees(".tile.FAILED", "Duw de stekker stevig aan.");
            tab.sees(".tile.RUNNING", "0x10000 schrijven");
            tab.sees(".tile.RUNNING .note", "2/6 schrijven");
            tab.sees(".tile.DONE .sheet", "vel line-1-0007");
            tab.sees(".tile.EMPTY", "Steek een bordje in");
            tab.sees(".counts", "mislukt");
            tab.sees("#nav", "Vellen");
            assertThat(tab.page().evaluate("document.documentElement.lang")).isEqualTo("nl");

            tab.find(".tile.FAILED").click();
            assertThat(tab.find("dialog .do").textContent()).startsWith("Duw de stekker stevig aan.");
            assertThat(tab.find("dialog button.primary").textContent()).isEqualTo("Opnieuw");
            assertThat(tab.barriers()).isEmpty();
            tab.answer("Opnieuw");
            tab.sees("dialog.confirm", "Het bordje in plek A1 opnieuw laten beginnen?");
            tab.answer("Annuleren");

            dashboard.line.pull(0);
            tab.sees(".tile.FAILED.gone", "Vrij: steek het volgende bordje in");
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
