package org.twomes.station.daemon;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.Json;
import org.twomes.station.dashboard.Browser;
import org.twomes.station.dashboard.Tab;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;

/**
 * Makes the README's pictures (floor, shift, unit) of a run on the virtual rig at a real board's pace. Run from the folder
 * {@code station} with the tests' class path; the pictures go into {@code target/screenshots/readme}.
 */
final class Pictures {
    private static final int SLOTS = 12;
    private static final int PER_HUB = 6;
    private static final int FIRST_TAIL = 0xD3AD40;
    private static final long PAUSE_MS = 2_000;
    private static final long LONGEST_MS = 240_000;
    private static final Map<Integer, String> FAULTS = Map.of(3, "brown-out", 8, "wrong-name", 10, "deaf");

    private Pictures() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("twomes-pictures-");
        Path pictures = Files.createDirectories(Path.of("target", "screenshots", "readme"));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ports.slots", slots());
        settings.put("pipeline.attempts", "1");
        try (DemoRig demo = new DemoRig(folder, SLOTS, RigSettings.Speed.REALTIME, settings);
                Browser browser = new Browser();
                Tab tab = browser.tab(demo.dashboard(), 1366, 768)) {
            demo.station().start();
            tab.open("", ".tile");
            int next = FIRST_TAIL;
            for (int slot = 0; slot < SLOTS - 1; slot++) {
                demo.rig().plug(slot, BoardModel.usual(next++), FaultScript.parse(FAULTS.getOrDefault(slot, "")));
                pause();
            }
            await(demo, SLOTS - 1);
            for (int slot : new int[] {1, 5, 6}) {
                demo.rig().unplug(slot);
                pause();
                demo.rig().plug(slot, BoardModel.usual(next++));
                pause();
            }
            shoot(tab, pictures.resolve("floor.png"), 1366, 768);
            await(demo, SLOTS - 1);
            tab.open("shift", "#hours canvas");
            shoot(tab, pictures.resolve("shift.png"), 1366, 1000);
            long unit = demo.station()
                    .ledger()
                    .units()
                    .byName("TWOMES-D3AD40")
                    .orElseThrow()
                    .id();
            tab.open("unit?id=" + unit, ".timeline");
            shoot(tab, pictures.resolve("unit.png"), 1366, 768);
        }
    }

    private static void shoot(Tab tab, Path file, int width, int height) {
        tab.page().setViewportSize(width, height);
        tab.page().waitForTimeout(PAUSE_MS);
        tab.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    private static void await(DemoRig demo, int ended) throws InterruptedException {
        List<SlotPhase> open = List.of(SlotPhase.EMPTY, SlotPhase.WAITING, SlotPhase.RUNNING, SlotPhase.OPERATOR);
        for (long waited = 0; waited < LONGEST_MS; waited += PAUSE_MS) {
            long now = demo.station().line().slots().stream()
                    .filter(slot -> !open.contains(slot.phase()))
                    .count();
            if (now >= ended) {
                return;
            }
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MS);
    }

    private static String slots() {
        List<Map<String, String>> slots = new java.util.ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            boolean left = slot < PER_HUB;
            slots.add(Map.of(
                    "path", "1-1." + (slot + 1) + ":1.0",
                    "name", (left ? "A" : "B") + (slot % PER_HUB + 1),
                    "group", left ? "Left hub" : "Right hub"));
        }
        return Json.line(slots);
    }
}
