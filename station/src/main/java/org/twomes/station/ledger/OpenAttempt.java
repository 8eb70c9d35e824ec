package org.twomes.station.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * An attempt that a crash left open.
 *
 * @param attempt its number
 * @param slot the slot's name
 * @param state the last durable state
 * @param mac once it was connected
 * @param since when it began
 */
public record OpenAttempt(long attempt, String slot, UnitState state, Optional<String> mac, Instant since) {}
