package org.twomes.station.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What it costs a board that the station gives it token and serial number: by turns with and without. */
final class OwnContentBench {
    private static final int FAST = 921_600;
    private static final Map<String, String> OWN = Map.of(
            "device.identity",
            "station",
            "device.data",
            "{serial: {pattern: \"S{n:06}\", first: 1, namespace: factory, key: serial}}");
    private static final String WHOLE = "whole";

    private final RigProcess rig;
    private final Path folder;
    private final BenchReport report;

    OwnContentBench(RigProcess rig, Path folder, BenchReport report) {
        this.rig = rig;
        this.folder = folder;
        this.report = report;
    }

    /** So many boards of each kind, after one of each that is not counted. */
    void run(int runs) throws Exception {
        List<Batch> without = new ArrayList<>();
        List<Batch> with = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            Batch usual = board(Map.of());
            Batch own = board(OWN);
            if (run > 0) {
                without.add(usual);
                with.add(own);
            }
        }
        double cost = median(with) - median(without);
        report.say("");
        report.say(
                "a token and a serial number of the station: %.3f s a board (%.3f s with, %.3f s without; medians of %d)",
                cost, median(with), median(without), runs);
        report.addOwnContent(cost);
    }

    private Batch board(Map<String, String> settings) throws Exception {
        try (BenchStation station =
                new BenchStation(rig, Files.createTempDirectory(folder, "own"), 1, FAST, settings)) {
            // A station's first board is slower, as its classes are loaded.
            station.run(1, "");
            return station.run(1, "");
        }
    }

    private static double median(List<Batch> batches) {
        return Batch.median(batches.stream().map(batch -> batch.stage(WHOLE)).toList());
    }
}
