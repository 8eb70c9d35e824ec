package org.twomes.station.ledger.sql;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of several parents, which one query gives for all of them. */
final class Grouped {
    private Grouped() {}

    /** The rows of each parent, in the order of the query. */
    static <K, V> Map<K, List<V>> byKey(List<Map.Entry<K, V>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}
