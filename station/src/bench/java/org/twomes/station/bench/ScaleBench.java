package org.twomes.station.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Many boards at once beside one alone.
 *
 * <p>Each slot has several boards after one another, so that the figures are those of a line at work. The first boards of a
 * measurement appear one after another, as on hubs that get power. The hardest case, all in the same moment, stands beside it.
 */
final class ScaleBench {
    /**
     * From one port's appearance to the next one's. Chosen, not measured: a hub brings up one port at a time, which takes
     * 130 ms with debouncing (TATTDB, 100 ms), reset (TDRST, 20 ms) and recovery (TRSTRCY, 10 ms; USB 2.0), and some hubs of
     * a rig do so side by side.
     */
    private static final Duration ENUMERATION = Duration.ofMillis(50);

    private static final int ROUNDS = 2;

    private final BenchStation station;
    private final BenchReport report;
    private final int runs;
    private double alone;

    ScaleBench(BenchStation station, BenchReport report, int runs) {
        this.station = station;
        this.report = report;
        this.runs = runs;
    }

    void run(List<Integer> counts) throws Exception {
        report.say("");
        report.say(
                "boards at once, %d baud, %d in each slot, ports %d ms apart (median of %d)",
                station.baud(), ROUNDS, ENUMERATION.toMillis(), runs);
        report.say(
                "  %6s %8s %11s %9s %11s %8s %6s",
                "boards", "s each", "efficiency", "CPU s/bd", "resident MB", "threads", "load");
        for (int boards : counts) {
            List<Batch> batches = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                batches.add(station.run(boards, ROUNDS, ENUMERATION, ""));
            }
            add(boards, batches);
        }
    }

    /** Says what a batch took that was plugged in one moment, beside the one slot that was measured before. */
    void wave(Batch wave) {
        WaveRow row = new WaveRow(wave.slots(), wave.wall(), alone / wave.wall());
        report.add(row);
        report.say("");
        report.say(
                "%d boards plugged in the same moment: all done after %.2f s, efficiency %.3f",
                row.boards(), row.seconds(), row.efficiency());
        stages(wave);
    }

    private void add(int boards, List<Batch> batches) {
        double cycle = Batch.median(batches.stream().map(Batch::cycle).toList());
        if (boards == 1) {
            alone = cycle;
        }
        ScaleRow row = new ScaleRow(
                boards,
                batches.get(0).baud(),
                alone / cycle,
                Batch.median(batches.stream().map(Batch::cpuPerBoard).toList()),
                batches.stream().mapToDouble(Batch::residentMb).max().orElseThrow(),
                batches.stream().mapToInt(Batch::threads).max().orElseThrow());
        report.add(row);
        report.say(
                "  %6d %8.2f %11.3f %9.3f %11.0f %8d %6.1f",
                boards,
                cycle,
                row.efficiency(),
                row.cpuSecondsPerBoard(),
                row.residentMb(),
                row.threads(),
                OwnProcess.load());
        Batch last = batches.get(batches.size() - 1);
        stages(last);
        threads(last);
    }

    /** How many there are of each kind that there is more than one of. */
    private void threads(Batch batch) {
        report.say(
                "         threads: %s",
                batch.threadNames().entrySet().stream()
                        .filter(kind -> kind.getValue() > 1)
                        .map(kind -> kind.getValue() + " " + kind.getKey())
                        .collect(Collectors.joining(", ")));
    }

    /** Where the time goes: the median and the slowest board of each stage. */
    private void stages(Batch batch) {
        StringBuilder text =
                new StringBuilder(String.format("         rig CPU a board %.3f s ", batch.rigCpu() / batch.boards()));
        for (String stage : TheoreticalMinimum.stages()) {
            text.append(String.format("  %s %.2f/%.2f", stage, batch.stage(stage), batch.slowest(stage)));
        }
        report.say("%s", text);
    }

    void plot(Path file) throws Exception {
        ScalePlot.write(file, report.scale());
        report.say("  plot: %s", file);
    }
}
