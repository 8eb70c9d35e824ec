package org.twomes.station.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** How long the calls of each kind took, since the last look. */
final class LatencyLog {
    private static final double NANOS_PER_MS = 1e6;

    private final Map<String, ConcurrentLinkedQueue<Long>> calls = new ConcurrentHashMap<>();

    /** Makes a call and notes its time. */
    <T> T time(String kind, Supplier<T> call) {
        long began = System.nanoTime();
        try {
            return call.get();
        } finally {
            calls.computeIfAbsent(kind, name -> new ConcurrentLinkedQueue<>()).add(System.nanoTime() - began);
        }
    }

    void forget() {
        calls.clear();
    }

    /** The times of each kind over the last {@code seconds}. */
    Map<String, FleetRow.Percentiles> percentiles(double seconds) {
        Map<String, FleetRow.Percentiles> all = new TreeMap<>();
        calls.forEach((kind, times) -> {
            long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
            all.put(
                    kind,
                    new FleetRow.Percentiles(
                            at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), sorted.length / seconds));
        });
        return all;
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / NANOS_PER_MS;
    }
}
