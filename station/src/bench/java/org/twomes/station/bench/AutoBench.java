package org.twomes.station.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Slots whose lines carry different rates find them ({@code loader.baud: auto}), a board after the other. */
final class AutoBench {
    private static final int BOARDS = 5;
    /** Of the first board, before the slot has found its rate. */
    private static final int FIRST = 921_600;

    private static final int ANY = 0;
    private static final List<Integer> LIMITS = List.of(ANY, 1_600_000, 1_000_000, 500_000);
    private static final int WIDTH = 900;
    private static final int HEIGHT = 500;

    private final RigProcess rig;
    private final Path folder;
    private final BenchReport report;

    AutoBench(RigProcess rig, Path folder, BenchReport report) {
        this.rig = rig;
        this.folder = folder;
        this.report = report;
    }

    /** Measures, and draws into {@code plot}. */
    void run(Path plot) throws Exception {
        List<AutoRow> rows = new ArrayList<>();
        report.say("");
        report.say("loader.baud: auto, the rig's adapters are CP2102N (2 M at most)");
        report.say("  %-14s %5s %9s %10s %9s", "line clean to", "board", "baud", "connect s", "whole s");
        for (int limit : LIMITS) {
            for (AutoRow row : slot(limit)) {
                report.say(
                        "  %-14s %5d %9d %10.3f %9.3f",
                        limit == ANY ? "any" : limit,
                        row.board(),
                        row.baud(),
                        row.connectSeconds(),
                        row.wholeSeconds());
                report.add(row);
                rows.add(row);
            }
        }
        draw(rows, plot);
    }

    private List<AutoRow> slot(int limit) throws Exception {
        List<AutoRow> rows = new ArrayList<>();
        AtomicInteger baud = new AtomicInteger();
        Path own = Files.createTempDirectory(folder, "auto");
        try (BenchStation station = new BenchStation(rig, own, 1, FIRST, Map.of("loader.baud", "auto"))) {
            station.station().line().listen(view -> {
                if (view.run().baud() > 0) {
                    baud.set(view.run().baud());
                }
            });
            for (int board = 1; board <= BOARDS; board++) {
                Batch batch = station.run(1, limit == ANY ? "" : "noise-above " + limit);
                rows.add(new AutoRow(limit, board, baud.get(), batch.stage("connect"), batch.stage("whole")));
            }
        }
        return rows;
    }

    private static void draw(List<AutoRow> rows, Path file) throws IOException {
        XYSeriesCollection all = new XYSeriesCollection();
        for (int limit : LIMITS) {
            XYSeries series = new XYSeries(limit == ANY ? "any rate" : "clean to " + limit);
            rows.stream().filter(row -> row.limit() == limit).forEach(row -> series.add(row.board(), row.baud()));
            all.addSeries(series);
        }
        JFreeChart chart = ChartFactory.createXYLineChart("Rate of each board of a slot", "board", "baud", all);
        XYPlot plot = chart.getXYPlot();
        plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        LogAxis axis = new LogAxis("baud");
        axis.setBase(2);
        plot.setRangeAxis(axis);
        ChartUtils.saveChartAsPNG(file.toFile(), chart, WIDTH, HEIGHT);
    }
}
