package org.twomes.station.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Whether a daemon grows: each figure's median in the last quarter of the boards beside that of the second. */
final class Growth {
    /** Issue 4: the last quarter may be so much of the second. */
    static final double MOST = 1.1;

    private static final int QUARTERS = 4;

    private final int boards;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * A look at the daemon.
     *
     * @param ended boards that came to their end by then
     * @param threads of its process
     * @param files descriptors that are open
     * @param heapBytes live after a full collection
     * @param ledgerBytesPerUnit size of the database over its units
     */
    record Sample(int ended, int threads, int files, long heapBytes, double ledgerBytesPerUnit) {}

    /** What is measured. */
    enum Figure {
        THREADS("threads", Sample::threads),
        FILES("fileDescriptors", Sample::files),
        HEAP("heapAfterGcBytes", Sample::heapBytes),
        LEDGER("ledgerBytesPerUnit", Sample::ledgerBytesPerUnit);

        private final String key;
        private final ToDoubleFunction<Sample> of;

        Figure(String key, ToDoubleFunction<Sample> of) {
            this.key = key;
            this.of = of;
        }
    }

    Growth(int boards) {
        this.boards = boards;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** Each figure's median in a quarter, 1 to 4, rounded; empty when nothing was measured in it. */
    Map<String, Object> quarter(int number) {
        Map<String, Object> medians = new LinkedHashMap<>();
        List<Sample> in = of(number);
        if (!in.isEmpty()) {
            medians.put("samples", in.size());
            for (Figure figure : Figure.values()) {
                medians.put(figure.key, Math.round(median(in, figure)));
            }
        }
        return medians;
    }

    /** Last quarter over second. NaN where one of them was not measured. */
    Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            double ratio = median(of(QUARTERS), figure) / median(of(2), figure);
            ratios.put(figure.key, Double.isNaN(ratio) ? ratio : Math.round(ratio * 1000) / 1000.0);
        }
        return ratios;
    }

    /** Whether every figure was measured and none grew. */
    boolean bounded() {
        return ratios().values().stream().allMatch(ratio -> ratio <= MOST);
    }

    private List<Sample> of(int quarter) {
        return samples.stream()
                .filter(sample -> Math.min(QUARTERS, sample.ended() * QUARTERS / boards + 1) == quarter)
                .toList();
    }

    private static double median(List<Sample> of, Figure figure) {
        double[] sorted = of.stream().mapToDouble(figure.of).sorted().toArray();
        return sorted.length == 0
                ? Double.NaN
                : Arrays.stream(sorted)
                        .skip((sorted.length - 1) / 2)
                        .limit(2 - sorted.length % 2)
                        .average()
                        .orElseThrow();
    }
}
