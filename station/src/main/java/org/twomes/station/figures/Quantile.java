package org.twomes.station.figures;

import java.util.List;

/** Quantiles by nearest rank. */
final class Quantile {
    static final double MEDIAN = 0.5;
    static final double P95 = 0.95;

    private Quantile() {}

    /** The value below or at which a {@code share} (0 to 1) of all lie; 0 for none. */
    static double of(List<Double> values, double share) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
