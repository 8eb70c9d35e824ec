package org.twomes.station.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.twomes.station.port.reset.Holds;

/** One board at a time beside the least possible time, at four rates; then what the erase strategies and the proof cost. */
final class MinimumBench {
    static final List<Integer> RATES = List.of(460_800, 921_600, 2_000_000, 3_000_000);
    private static final int FAST = 921_600;
    /** Half of the flash holds an earlier program. */
    private static final int USED_KB = 2048;

    private static final int KB = 1024;

    private final RigProcess rig;
    private final Path folder;
    private final BenchReport report;

    MinimumBench(RigProcess rig, Path folder, BenchReport report) {
        this.rig = rig;
        this.folder = folder;
        this.report = report;
    }

    /** Blank boards, as they come from the factory, at each rate; these rows go into the file. */
    void run(int runs) throws Exception {
        for (int baud : RATES) {
            List<Batch> batches = batches(runs, baud, Map.of(), "");
            TheoreticalMinimum least;
            try (BenchStation station = station(baud, Map.of())) {
                least = TheoreticalMinimum.of(station.plan(), baud, 0);
            }
            table("one blank board at " + baud + " baud", batches, least);
            rows(baud, batches, least);
            firstByte(batches);
        }
    }

    /** Boards half full of an earlier program, by each erase strategy, beside what `auto` takes. */
    void strategies(int runs, List<String> strategies) throws Exception {
        for (String strategy : strategies) {
            Map<String, String> settings = Map.of("loader.erase", strategy);
            List<Batch> batches = batches(runs, FAST, settings, "used " + USED_KB);
            try (BenchStation station = station(FAST, settings)) {
                TheoreticalMinimum least = TheoreticalMinimum.of(station.plan(), FAST, USED_KB * KB);
                table(
                        "one board with " + USED_KB + " KB used, at " + FAST + " baud, erase " + strategy,
                        batches,
                        least);
            }
        }
    }

    private List<Batch> batches(int runs, int baud, Map<String, String> settings, String faults) throws Exception {
        List<Batch> batches = new ArrayList<>();
        try (BenchStation station = station(baud, settings)) {
            for (int run = 0; run < runs; run++) {
                batches.add(station.run(1, faults));
            }
        }
        return batches;
    }

    private BenchStation station(int baud, Map<String, String> settings) throws Exception {
        return new BenchStation(rig, Files.createTempDirectory(folder, "floor"), 1, baud, settings);
    }

    private void table(String title, List<Batch> batches, TheoreticalMinimum least) {
        report.say("");
        report.say("%s (median of %d; load %.1f)", title, batches.size(), OwnProcess.load());
        report.say("  %-10s %9s %9s %7s", "stage", "seconds", "floor", "ratio");
        for (String stage : TheoreticalMinimum.stages()) {
            double seconds = median(batches, stage);
            double floor = least.of(stage).toNanos() / 1e9;
            report.say(
                    "  %-10s %9.3f %9.3f %7s",
                    stage, seconds, floor, floor == 0 ? "-" : String.format("%.3f", seconds / floor));
        }
    }

    private void rows(int baud, List<Batch> batches, TheoreticalMinimum least) {
        for (String stage : TheoreticalMinimum.stages()) {
            double floor = least.of(stage).toNanos() / 1e9;
            if (floor > 0) {
                double seconds = median(batches, stage);
                report.add(new MinimumRow(1, baud, stage, seconds, floor, seconds / floor));
            }
        }
    }

    private void firstByte(List<Batch> batches) {
        double holds = Holds.intoLoader().toNanos() / 1e9;
        double median = Batch.median(
                batches.stream().flatMap(batch -> batch.firstByte().stream()).toList());
        report.say(
                "  from the plug to the first byte sent, less the reset's %.0f ms: %.0f ms",
                holds * 1e3, (median - holds) * 1e3);
    }

    private static double median(List<Batch> batches, String stage) {
        return Batch.median(batches.stream().map(batch -> batch.stage(stage)).toList());
    }
}
