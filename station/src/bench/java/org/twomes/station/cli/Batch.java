package org.twomes.station.cli;

import java.util.List;
import java.util.Map;

/**
 * Boards that were prepared at once, and what it took.
 *
 * @param boards how many
 * @param baud their rate
 * @param plugging seconds from the first board's plugging to the last one's
 * @param wall seconds from the first board's plugging to the last one's end
 * @param cpu the station's CPU seconds in that time
 * @param rigCpu the rig's
 * @param residentMb the most memory that the station held
 * @param threads the most threads that the station had
 * @param threadNames how many of them by name, without its numbers
 * @param stages of each board, seconds by stage
 * @param firstByte of each board, seconds from its plugging to the first byte sent
 */
record Batch(
        int boards,
        int baud,
        double plugging,
        double wall,
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
