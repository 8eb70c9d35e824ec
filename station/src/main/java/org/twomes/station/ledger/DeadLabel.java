package org.twomes.station.ledger;

import org.jdbi.v3.core.mapper.Nested;

/**
 * A label that may be on paper although its board was prepared again.
 *
 * @param place where it is
 * @param reprints how often it was printed again: so many further copies may be about
 */
public record DeadLabel(@Nested LabelPlace place, int reprints) {
    /** What the operator does, e.g. {@code throw label 1 of line-1-0003 away}. */
    public String remedy() {
        String copies = reprints == 0 ? "" : reprints == 1 ? " and its reprint" : " and its " + reprints + " reprints";
        return "throw " + place.shortWords() + copies + " away";
    }
}
