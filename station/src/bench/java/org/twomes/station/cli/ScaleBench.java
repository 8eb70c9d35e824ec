package org.twomes.station.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Many boards at once beside one alone. */
final class ScaleBench {
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
        report.say("boards at once, 921600 baud (median of %d)", runs);
        report.say(
                "  %6s %8s %11s %9s %11s %8s %6s",
                "boards", "wall s", "efficiency", "CPU s/bd", "resident MB", "threads", "load");
        for (int boards : counts) {
            List<Batch> batches = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                batches.add(station.run(boards, ""));
            }
            add(boards, batches);
        }
    }

    private void add(int boards, List<Batch> batches) {
        double wall = Batch.median(batches.stream().map(Batch::wall).toList());
        if (boards == 1) {
            alone = wall;
        }
        ScaleRow row = new ScaleRow(
                boards,
                batches.get(0).baud(),
                alone / wall,
                Batch.median(batches.stream().map(Batch::cpuPerBoard).toList()),
                batches.stream().mapToDouble(Batch::residentMb).max().orElseThrow(),
                batches.stream().mapToInt(Batch::threads).max().orElseThrow());
        report.add(row);
        report.say(
                "  %6d %8.2f %11.3f %9.3f %11.0f %8d %6.1f",
                boards,
                wall,
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
        StringBuilder text = new StringBuilder(
                String.format("         rig CPU %.1f s  plugged in %.2f", batch.rigCpu(), batch.plugging()));
        for (String stage : Floor.stages()) {
            text.append(String.format("  %s %.2f/%.2f", stage, batch.stage(stage), batch.slowest(stage)));
        }
        report.say("%s", text);
    }

    void plot(Path file) throws Exception {
        ScalePlot.write(file, report.scale());
        report.say("  plot: %s", file);
    }
}
