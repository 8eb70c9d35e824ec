package org.twomes.station.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What units to list; empty parts do not restrict.
 *
 * @param text part of the name, or of the MAC with any separators or none; without case
 * @param state exact state
 * @param slot slot's name
 * @param from changed at or after
 * @param to changed before
 * @param limit most rows, 1 or more
 */
public record UnitQuery(
        Optional<String> text,
        Optional<UnitState> state,
        Optional<String> slot,
        Optional<Instant> from,
        Optional<Instant> to,
        int limit) {

    /** The newest {@code limit} units. */
    public static UnitQuery newest(int limit) {
        return new UnitQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
}
