package org.twomes.station.bench;

import java.util.List;
import java.util.Map;

/**
 * Boards that were prepared at once, and what it took.
 *
 * @param slots how many at once
 * @param boards how many in all
 * @param baud their rate
 * @param wall seconds from the first board's plugging to the last one's end
 * @param cycle seconds from a slot's first plugging to its last board's end, over its boards; the mean of all slots
 * @param cpu the station's CPU seconds in the wall time
 * @param rigCpu the rig's
 * @param residentMb the most memory that the station held
 * @param threads the most threads that the station had
 * @param threadNames how many of them by name, without its numbers
 * @param stages of each board, seconds by stage
 * @param firstByte of each board, seconds from its plugging to the first byte sent
 */
record Batch(
        int slots,
        int boards,
        int baud,
        double wall,
        double cycle,
        double cpu,
        double rigCpu,
        double residentMb,
        int threads,
        Map<String, Integer> threadNames,
        List<Map<String, Double>> stages,
        List<Double> firstByte) {

    double cpuPerBoard() {
        return cpu / boards;
    }

    /** Median over the boards. */
    double stage(String name) {
        return median(
                stages.stream().map(board -> board.getOrDefault(name, 0.0)).toList());
    }

    /** The slowest board's. */
    double slowest(String name) {
        return stages.stream()
                .mapToDouble(board -> board.getOrDefault(name, 0.0))
                .max()
                .orElse(0);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
