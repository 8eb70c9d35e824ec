package org.twomes.station.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;

/**
 * Measures what troubled slots cost their neighbours: boards in real time on four slots, with four idle slots beside them and
 * with four troubled ones, in turns. Prints each round and the medians; a program of its own, for a test's machine is no scale.
 */
final class NeighbourPace {
    private static final int SLOTS = 4;
    private static final int ROUNDS = 3;
    private static final long LOOK_MS = 50;
    private static final List<String> TROUBLES = List.of("", "garbage", "flip 0.0001", "brown-out-at 20");

    private NeighbourPace() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        List<Double> calm = new ArrayList<>();
        List<Double> troubled = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            calm.add(perHour(false));
            troubled.add(perHour(true));
            System.out.printf(
                    Locale.ROOT, "calm %.1f troubled %.1f boards an hour%n", calm.get(round), troubled.get(round));
        }
        System.out.printf(
                Locale.ROOT,
                "medians: calm %.1f, troubled %.1f, ratio %.3f%n",
                median(calm),
                median(troubled),
                median(troubled) / median(calm));
        System.exit(0);
    }

    private static double perHour(boolean trouble) throws Exception {
        Path folder = Files.createTempDirectory("neighbours-");
        CountDownLatch atLast = new CountDownLatch(1);
        StuckLinks stuck = new StuckLinks(atLast, Map.of("ttyUSB" + SLOTS, StuckLinks.Where.READ));
        try (DemoRig demo = new DemoRig(folder, 2 * SLOTS, RigSettings.Speed.REALTIME, Map.of(), stuck::around)) {
            demo.station().start();
            for (int i = 0; trouble && i < TROUBLES.size(); i++) {
                demo.rig().plug(SLOTS + i, BoardModel.usual(0xBAD000 + i), FaultScript.parse(TROUBLES.get(i)));
            }
            long began = System.nanoTime();
            for (int slot = 0; slot < SLOTS; slot++) {
                demo.rig().plug(slot, BoardModel.usual(slot + 1));
            }
            while (demo.station().line().slots().subList(0, SLOTS).stream()
                    .anyMatch(slot -> slot.phase() != SlotPhase.DONE)) {
                Thread.sleep(LOOK_MS);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            atLast.countDown();
            return SLOTS * 3_600_000.0 / took.toMillis();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
