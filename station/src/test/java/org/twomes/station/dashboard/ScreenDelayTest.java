package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.ledger.UnitState;

/**
 * How long a change takes from the line to the painted tile with 64 slots, each of which tells its progress twice a second.
 * Every change arrives; a series has a median within the limit, and is repeated a few times until it has: a machine that is
 * busy with something else spoils some of them. Medians and 95th percentiles are written into
 * {@code target/screen-delay.txt}.
 */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class ScreenDelayTest {
    private static final int SLOTS = 64;
    private static final int MOST_SERIES = 5;
    private static final int ROUNDS = 7;
    private static final int LIMIT_MS = 300;
    /** 64 slots, twice a second each. */
    private static final long BETWEEN_CHANGES_NS = 500_000_000L / SLOTS;

    /** A painted frame after a tile says "at TIME" notes how long ago that was. */
    private static final String WATCH = "() => { window.delays = []; const seen = window.seen ??= new Set();"
            + " const look = () => document.querySelectorAll('.main').forEach(node => {"
            + " const said = /^At (\\d+) (\\d+)$/.exec(node.textContent);"
            + " if (!said || seen.has(said[0])) return; seen.add(said[0]);"
            + " requestAnimationFrame(() => setTimeout(() => window.delays.push(Date.now() - Number(said[1])))); });"
            + " (window.watch = new MutationObserver(look)).observe(document.querySelector('#groups'),"
            + " { subtree: true, childList: true, characterData: true }); }";

    @Test
    void everyChangeOfEverySlotIsPaintedSoon(Browser browser) throws Exception {
        try (TestDashboard dashboard = new TestDashboard(SLOTS);
                Tab tab = browser.tab(dashboard.at("/").toString(), 1920, 1080)) {
            tab.open("", ".tile");
            tab.sees("#link", "Live");
            List<Integer> medians = new ArrayList<>();
            StringBuilder report = new StringBuilder();
            while (medians.size() < MOST_SERIES && medians.stream().noneMatch(median -> median < LIMIT_MS)) {
                List<Integer> delays = series(dashboard, tab);
                assertThat(delays).hasSize(ROUNDS * SLOTS);
                int median = delays.get(delays.size() / 2);
                int p95 = delays.get(delays.size() * 95 / 100);
                medians.add(median);
                report.append(String.format(
                        Locale.ROOT, "%d changes, median %d ms, p95 %d ms%n", delays.size(), median, p95));
            }
            Files.writeString(Path.of("target", "screen-delay.txt"), report);
            assertThat(Collections.min(medians)).as("medians %s", medians).isLessThan(LIMIT_MS);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    /** Delays in ms of some rounds in which all slots change at once, sorted. */
    private static List<Integer> series(TestDashboard dashboard, Tab tab) {
        tab.page().evaluate(WATCH);
        for (int round = 1; round <= ROUNDS; round++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                String said = "at " + System.currentTimeMillis() + " " + slot;
                dashboard.line.running(slot, UnitState.PROGRAMMED, said, (double) round / ROUNDS, 10);
                LockSupport.parkNanos(BETWEEN_CHANGES_NS);
            }
            tab.page().waitForFunction("count => window.delays.length >= count", round * SLOTS);
        }
        List<?> delays = (List<?>) tab.page().evaluate("window.watch.disconnect() || window.delays");
        return delays.stream()
                .map(delay -> ((Number) delay).intValue())
                .sorted()
                .toList();
    }
}
