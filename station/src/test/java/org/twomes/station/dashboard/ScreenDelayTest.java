package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.UnitState;

/**
 * How long a change takes from the line to the painted tile with 64 slots that all change. Every change arrives; the median and
 * 95th percentile, which depend on the machine, are written into {@code target/screen-delay.txt}.
 */
class ScreenDelayTest {
    private static final int SLOTS = 64;
    private static final int ROUNDS = 20;
    /** A painted frame after a tile says "at TIME" notes how long ago that was. */
    private static final String WATCH = "() => { window.delays = []; const seen = new Set();"
            + " const look = () => document.querySelectorAll('.main').forEach(node => {"
            + " const said = /^At (\\d+) (\\d+)$/.exec(node.textContent);"
            + " if (!said || seen.has(said[0])) return; seen.add(said[0]);"
            + " requestAnimationFrame(() => setTimeout(() => window.delays.push(Date.now() - Number(said[1])))); });"
            + " new MutationObserver(look).observe(document.querySelector('#floor'),"
            + " { subtree: true, childList: true, characterData: true }); }";

    @Test
    void everyChangeOfEverySlotIsPainted() throws Exception {
        try (Shop shop = new Shop(SLOTS);
                Browser browser = new Browser();
                Tab tab = browser.tab(shop.at("/").toString(), 1920, 1080)) {
            tab.open("", ".tile");
            tab.sees("#link", "Live");
            tab.page().evaluate(WATCH);
            for (int round = 1; round <= ROUNDS; round++) {
                for (int slot = 0; slot < SLOTS; slot++) {
                    String said = "at " + System.currentTimeMillis() + " " + slot;
                    shop.floor.running(slot, UnitState.PROGRAMMED, said, (double) round / ROUNDS, 10);
                }
                tab.page().waitForFunction("count => window.delays.length >= count", round * SLOTS);
            }
            List<Integer> delays = ((List<?>) tab.page().evaluate("window.delays"))
                    .stream().map(delay -> ((Number) delay).intValue()).sorted().toList();
            assertThat(delays).hasSize(ROUNDS * SLOTS);
            int median = delays.get(delays.size() / 2);
            int p95 = delays.get(delays.size() * 95 / 100);
            Files.writeString(
                    Path.of("target", "screen-delay.txt"),
                    String.format(Locale.ROOT, "%d changes, median %d ms, p95 %d ms%n", delays.size(), median, p95));
            assertThat(Duration.ofMillis(median)).isLessThan(Duration.ofSeconds(10));
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
